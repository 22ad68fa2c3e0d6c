import type { ChatBody } from "../conversation/types";
import { KEY_VARIABLES, type SnippetTarget } from "./credential";
import { JSON_DIALECT } from "./dialects";
import { toLiteral, toPlainJson } from "./literal";

/** Posts the body to OpenAI's chat API. */
export function toCurl(body: ChatBody, target: SnippetTarget): string {
  return toCurlCommand({ path: "/chat/completions", body, headers: [] }, target);
}

type Posting = {
  /** Behind the base URL. */
  path: string;
  body: Readonly<Record<string, unknown>>;
  /** What an API wants besides the key and the type. */
  headers: readonly string[];
};

/**
 * A shell command. The body comes by a quoted heredoc, in which the shell reads nothing but the
 * word that ends it; and that word is no line of any JSON text, where a text's own line ends are
 * escapes and every line begins with a bracket, a quote or a space.
 */
export function toCurlCommand(
  { path, body, headers }: Posting,
  { baseUrl, credential }: SnippetTarget,
): string {
  const key = KEY_VARIABLES[credential].map((name) => `\${${name}}`).join(":");
  return [
    // Without -N, curl holds back what has come until there is more.
    `curl ${body["stream"] === true ? "-N " : ""}${quote(`${baseUrl}${path}`)} \\`,
    ...(key ? [`  -H "Authorization: Bearer ${key}" \\`] : []),
    ...headers.map((header) => `  -H "${header}" \\`),
    `  -H "Content-Type: application/json" \\`,
    `  --data-binary @- <<'JSON'`,
    toLiteral(toPlainJson(body), JSON_DIALECT),
    "JSON",
  ].join("\n");
}

/** An address that says something to a shell stands in quotes, where only the quote itself does. */
function quote(address: string): string {
  if (/^[\w:/.-]+$/.test(address)) return address;
  return `'${address.replaceAll("'", String.raw`'\''`)}'`;
}
