import { parseJson } from "../../core/json";

/** An answer that is JSON from its first sign to its last, as `response_format` makes them. */
export function isJsonAnswer(text: string): boolean {
  const trimmed = text.trim();
  // Tells quickly of nearly every text, at each word that comes, that it is none.
  return /^(?:\{[^]*\}|\[[^]*\])$/.test(trimmed) && parseJson(trimmed) !== undefined;
}

/** A call's arguments for people: indented once they are JSON, and until then as they arrive. */
export function toPrettyArguments(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
