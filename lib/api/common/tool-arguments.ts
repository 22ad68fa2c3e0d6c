import { isRecord, parseJson } from "../../core/json";

/**
 * The arguments of a call as JSON, where that is certain: nothing at all for no arguments, JSON
 * inside a JSON string, JSON in a code fence, line ends that stand bare in a string. Anything else is delivered as Spark wrote it, since
 * to guess what a model meant is worse than to say what it said.
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

/** Control characters inside strings as JSON wants them: between strings they are only space. */
function escapeControls(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (string) =>
    string.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1)),
  );
}
