import type { ChatBody } from "../conversation/types";
import { KEY_VARIABLES, type SnippetTarget } from "./credential";
import { JSON_DIALECT } from "./dialects";
import { toLiteral, toPlainJson } from "./literal";

/** Posts the body to OpenAI's chat API. */
export function toCurl(body: ChatBody, target: SnippetTarget): string {
  return toCurlCommand({ path: "/chat/completions", body, headers: [] }, target);
}

type Posting = {
  /** The path after the base URL. */
  path: string;
  body: Readonly<Record<string, unknown>>;
  /** Headers that an API requires besides the key and the content type. */
  headers: readonly string[];
};

/**
 * Writes a shell command. The body is in a quoted heredoc, in which the shell interprets nothing
 * but the word that ends it. That word cannot be a line of JSON: line ends in its strings are
 * escaped, and every line begins with a bracket, a quote or a space.
 */
export function toCurlCommand(
  { path, body, headers }: Posting,
  { baseUrl, credential }: SnippetTarget,
): string {
  const key = KEY_VARIABLES[credential].map((name) => `\${${name}}`).join(":");
  return [
    // Without -N, curl buffers the stream.
    `curl ${body["stream"] === true ? "-N " : ""}${quote(`${baseUrl}${path}`)} \\`,
    ...(key ? [`  -H "Authorization: Bearer ${key}" \\`] : []),
    ...headers.map((header) => `  -H "${header}" \\`),
    `  -H "Content-Type: application/json" \\`,
    `  --data-binary @- <<'JSON'`,
    toLiteral(toPlainJson(body), JSON_DIALECT),
    "JSON",
  ].join("\n");
}

/** Quotes an address that contains shell syntax; inside, only the quote itself needs escaping. */
function quote(address: string): string {
  if (/^[\w:/.-]+$/.test(address)) return address;
  return `'${address.replaceAll("'", String.raw`'\''`)}'`;
}
