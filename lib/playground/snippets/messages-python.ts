import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { PYTHON } from "./dialects";
import { toLiteral, toPlainJson } from "./literal";
import { toMessagesBody } from "./messages-body";
import { toPythonKey } from "./python";

/**
 * The named arguments of `client.messages.create` in anthropic (2.14.0). It no longer has sampling
 * fields, which this gateway still accepts; all other fields go into `extra_body`.
 */
const NAMED: ReadonlySet<string> = new Set([
  "model",
  "max_tokens",
  "messages",
  "system",
  "stop_sequences",
  "thinking",
  "tools",
  "tool_choice",
  "output_config",
]);

/** Writes a script for Anthropic's Python client. */
export function toMessagesPython(chat: ChatBody, { baseUrl, credential }: SnippetTarget): string {
  const { stream, ...body } = toMessagesBody(chat).body;
  const fields = Object.entries(toPlainJson(body));
  const named = fields.filter(([name]) => NAMED.has(name)).map(toArgument);
  const others = fields.filter(([name]) => !NAMED.has(name));
  const extra = others.length > 0 ? [toArgument(["extra_body", Object.fromEntries(others)])] : [];
  const isStream = stream === true;
  return [
    ...(credential === "server" ? [] : ["import os", ""]),
    "from anthropic import Anthropic",
    "",
    "client = Anthropic(",
    `  base_url=${PYTHON.text(baseUrl.replace(/\/v1$/, ""))},`,
    `  api_key=${toPythonKey(credential)},`,
    ")",
    "",
    isStream ? "with client.messages.stream(" : "message = client.messages.create(",
    ...named,
    ...extra,
    ...(isStream ? PRINT_STREAM : PRINT_WHOLE),
  ].join("\n");
}

const PRINT_STREAM = [
  ") as stream:",
  "  for text in stream.text_stream:",
  '    print(text, end="", flush=True)',
];

const PRINT_WHOLE = [
  ")",
  "for block in message.content:",
  '  if block.type == "text":',
  "    print(block.text)",
];

const toArgument = ([name, value]: [string, unknown]): string =>
  `  ${name}=${toLiteral(value, PYTHON, "  ")},`;
