import { FIELDS, toWireName } from "../conversation/parameters";
import type { CredentialMode } from "../conversation/store";
import type { ChatBody } from "../conversation/types";
import { ANY_KEY, KEY_VARIABLES, type SnippetTarget } from "./credential";
import { PYTHON } from "./dialects";
import { toLiteral, toPlainJson } from "./literal";

/**
 * The gateway's own fields. `client.chat.completions.create` of openai-python (3.54.0) takes
 * OpenAI's fields by name. Any other name is a TypeError there, so it goes into `extra_body`, which
 * the client adds to the body.
 */
const EXTRA_FIELDS: ReadonlySet<string> = new Set([
  ...FIELDS.filter(({ isExtension }) => isExtension).map(toWireName),
  "thinking",
  "version",
]);

/** Writes a script for OpenAI's Python client. */
export function toPython(body: ChatBody, target: SnippetTarget): string {
  const isStream = body["stream"] === true;
  return [
    ...toPythonClient(target),
    `${isStream ? "stream" : "completion"} = client.chat.completions.create(`,
    ...toPythonArguments(toPlainJson(body), EXTRA_FIELDS),
    ")",
    ...(isStream ? PRINT_STREAM : PRINT_WHOLE),
  ].join("\n");
}

/** Writes the code that creates OpenAI's client. */
export function toPythonClient({ baseUrl, credential }: SnippetTarget): string[] {
  return [
    ...(credential === "server" ? [] : ["import os", ""]),
    "from openai import OpenAI",
    "",
    "client = OpenAI(",
    `  base_url=${PYTHON.text(baseUrl)},`,
    `  api_key=${toPythonKey(credential)},`,
    ")",
    "",
  ];
}

/** @param extra fields that the client does not accept by name */
export function toPythonArguments(
  body: Readonly<Record<string, unknown>>,
  extra: ReadonlySet<string>,
): string[] {
  const named: string[] = [];
  const others: [string, unknown][] = [];
  for (const [name, value] of Object.entries(body)) {
    if (/^[a-z]\w*$/.test(name) && !extra.has(name)) {
      named.push(`  ${name}=${toLiteral(value, PYTHON, "  ")},`);
    } else others.push([name, value]);
  }
  if (others.length === 0) return named;
  return [...named, `  extra_body=${toLiteral(Object.fromEntries(others), PYTHON, "  ")},`];
}

/** Returns an expression that reads the key from the environment. */
export function toPythonKey(credential: CredentialMode): string {
  const values = KEY_VARIABLES[credential].map((name) => `os.environ["${name}"]`);
  if (values.length === 0) return `"${ANY_KEY}"`;
  return values.length === 1 ? values.join("") : `":".join([${values.join(", ")}])`;
}

const PRINT_STREAM = [
  "for chunk in stream:",
  "  for choice in chunk.choices:",
  '    print(choice.delta.content or "", end="", flush=True)',
];

const PRINT_WHOLE = ["for choice in completion.choices:", "  print(choice.message.content)"];
