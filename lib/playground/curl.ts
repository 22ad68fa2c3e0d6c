import { DEFAULT_MODEL } from "./default-model";

/** What stands for the key of the reader's own Spark app, wherever a key is shown. */
export const KEY_FORM = "APP_ID:API_SECRET:API_KEY";

/** A shell command that streams the answer to one question. */
export function toCurl(origin: string, question: string): string {
  // Broken by hand, so that no line is longer than a narrow column.
  const body = `{"model": "${DEFAULT_MODEL}", "stream": true, "messages": [
  {"role": "user", "content": ${JSON.stringify(question)}}]}`;
  return [
    `curl -N ${origin}/v1/chat/completions`,
    `-H ${quote(`Authorization: Bearer ${KEY_FORM}`)}`,
    `-H ${quote("Content-Type: application/json")}`,
    `-d ${quote(body)}`,
  ].join(" \\\n");
}

/** In single quotes a shell leaves all alone but the single quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
