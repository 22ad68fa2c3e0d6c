import { isRecord, parseJson } from "../../core/json";

/**
 * Repairs a call's arguments where the meaning is certain: empty text for no arguments, JSON inside
 * a JSON string, JSON in a code fence, unescaped line breaks in a string. Anything else is passed
 * on as Spark wrote it, because guessing what a model meant is worse than quoting it.
 */
export function toArguments(raw: string): string {
  const text = raw.trim();
  if (text === "") return "{}";
  const parsed = parseJson(text);
  if (typeof parsed === "string" && isRecord(parseJson(parsed))) return parsed;
  if (parsed !== undefined) return raw;
  const escaped = escapeControls(text);
  if (isRecord(parseJson(escaped))) return escaped;
  const fenced = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(text)?.[1];
  return fenced !== undefined && isRecord(parseJson(fenced)) ? fenced : raw;
}

/**
 * Escapes control characters inside strings, as JSON requires. Between strings they are whitespace.
 */
function escapeControls(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (string) =>
    string.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1)),
  );
}
