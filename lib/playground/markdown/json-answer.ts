import { parseJson } from "../../core/json";

/**
 * Returns whether an answer is JSON from its first character to its last, as `response_format`
 * produces it.
 */
export function isJsonAnswer(text: string): boolean {
  const trimmed = text.trim();
  // A quick check that excludes nearly every text, because this runs for each word that arrives.
  return /^(?:\{[^]*\}|\[[^]*\])$/.test(trimmed) && parseJson(trimmed) !== undefined;
}

/**
 * Formats a call's arguments for people: indented once they are valid JSON, and as they arrive
 * until then.
 */
export function toPrettyArguments(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
