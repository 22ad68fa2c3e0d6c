import { createPart } from "../ui/use-lazy-module";

/** Loads the column, including what the dialog uses as well. */
export const CONVERSATIONS_COLUMN = createPart(() => import("./conversations-column"));
