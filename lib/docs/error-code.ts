import type { ERRORS } from "../gateway/openapi/errors";
import type { Words } from "./page";

type Code = (typeof ERRORS)[keyof typeof ERRORS]["codes"][number];

export type ErrorWords = Readonly<Record<Code, Words<"cause" | "cure">>>;
