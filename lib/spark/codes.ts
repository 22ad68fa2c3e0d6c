import type { Failure, SparkErrorKind } from "../core/errors";
import type { Model } from "./models";

/** From Web.html and ImageUnderstanding.html. A code that is not listed means "unavailable". */
export const SPARK_ERRORS: ErrorTable = {
  10003: "invalid-request",
  10004: "invalid-request",
  10005: "invalid-request",
  10006: "concurrency",
  10007: "concurrency",
  10013: "input-moderated",
  10014: "output-moderated",
  10015: "blocked",
  10016: "not-granted",
  10019: "suspicion",
  10021: "input-moderated",
  10022: "input-moderated",
  10029: "image",
  10041: "image",
  10163: "invalid-request",
  10907: "too-long",
  11200: "quota",
  11201: "quota",
  11202: "rate",
  11203: "concurrency",
};

type ErrorTable = Readonly<Record<number, SparkErrorKind>>;

/**
 * Codes with a different meaning outside chat, where 11200 (`licc failed`) means a missing
 * authorisation.
 */
const SERVICE_ERRORS: ErrorTable = {
  10313: "foreign-app",
  10404: "unknown-model",
  11200: "not-granted",
};

/** MaaS's own codes, each of which it also reports in OpenAI's dialect. */
const MAAS_ERRORS: ErrorTable = {
  ...SERVICE_ERRORS,
  10224: "invalid-request",
  10305: "invalid-request",
  10314: "invalid-request",
  10910: "too-long",
  11210: "quota",
  11221: "not-granted",
};

/** Returns the codes that have another meaning for a model's service than in Spark's chat. */
export function findErrorTable({ kind, httpHost }: Pick<Model, "kind" | "httpHost">): ErrorTable {
  if (httpHost !== null) return MAAS_ERRORS;
  return kind === "chat" ? {} : SERVICE_ERRORS;
}

/** Output moderation: the rest cannot be shown, but the text so far may stay. */
export const OUTPUT_MODERATED = 10_014;
/** Suspicion only: the answer may be shown, and it is complete before the code arrives. */
export const SUSPECTED = 10_019;

/**
 * Classifies a code. Three codes have two meanings each, which only the text distinguishes: 11200
 * (`tokens.total` used up, or `domain.X` not authorised), and 10003 and 10005 (an unknown model, or
 * anything else).
 */
function classifySparkError(code: number, message: string): SparkErrorKind {
  const refusal = SPARK_ERRORS[code] ?? "unavailable";
  if (code === 11_200 && message.includes("domain.")) return "not-granted";
  if (refusal === "invalid-request" && /invalid (?:model domain|param model)/.test(message)) {
    return "unknown-model";
  }
  return refusal;
}

/** Converts Spark's rejection into a failure, classified by its code. */
export function toRejection(code: number, message: string, sid: string | null): SparkRejection {
  return { kind: "spark-rejected", reason: classifySparkError(code, message), code, message, sid };
}

export type SparkRejection = Extract<Failure, { kind: "spark-rejected" }>;
