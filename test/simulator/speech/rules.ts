import { findViolations, type Rule } from "../schema";
import type { SparkError } from "../spark-request";

export const integer = (min: number, max: number): Rule => ({
  type: "integer",
  min,
  max,
  optional: true,
});

export const word = (...oneOf: readonly string[]): Rule => ({ type: "string", oneOf });

export const optional = (rule: Rule): Rule => ({ ...rule, optional: true });

/**
 * Words an error as the newer service does, and as the older one does for values of the wrong type.
 */
export function findParamError(value: unknown, rule: Rule, root = "$"): SparkError | null {
  const [violation] = findViolations(value, rule, root);
  if (!violation) return null;
  const { path, problem } = violation;
  return { code: 10_163, detail: `param validate error:'${path}' ${problem}` };
}

/** Returns the bytes of standard base64; null if it is invalid. */
export function readBase64(text: string): Buffer | null {
  const isRight = text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/u.test(text);
  return isRight ? Buffer.from(text, "base64") : null;
}
