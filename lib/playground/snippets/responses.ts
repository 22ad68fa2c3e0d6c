import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { toCurlCommand } from "./curl";
import { JAVASCRIPT } from "./dialects";
import { toLiteral, toPlainJson } from "./literal";
import { toNodeClient } from "./node";
import { toPythonArguments, toPythonClient } from "./python";
import { toResponsesBody } from "./responses-body";

/** Posts the same request to OpenAI's Responses API. */
export function toResponsesCurl(body: ChatBody, target: SnippetTarget): string {
  return toCurlCommand({ path: "/responses", body: toResponsesBody(body), headers: [] }, target);
}

/** Writes a module for OpenAI's own client, which sends unknown fields unchanged. */
export function toResponsesNode(body: ChatBody, target: SnippetTarget): string {
  const isStream = body["stream"] === true;
  const request = toLiteral(toPlainJson(toResponsesBody(body)), JAVASCRIPT);
  return [
    ...toNodeClient(target),
    `const ${isStream ? "stream" : "response"} = await client.responses.create(${request});`,
    "",
    ...(isStream ? NODE_STREAM : ["console.log(response.output_text);"]),
  ].join("\n");
}

const NODE_STREAM = [
  "for await (const event of stream) {",
  '  if (event.type === "response.output_text.delta") process.stdout.write(event.delta);',
  "}",
];

/**
 * The gateway's own fields: `client.responses.create` of openai-python (3.57.0) only accepts
 * OpenAI's.
 */
const EXTRA_FIELDS: ReadonlySet<string> = new Set([
  "top_k",
  "presence_penalty",
  "frequency_penalty",
  "stop",
  "thinking",
  "version",
]);

/** Writes a script for OpenAI's Python client. */
export function toResponsesPython(body: ChatBody, target: SnippetTarget): string {
  const isStream = body["stream"] === true;
  return [
    ...toPythonClient(target),
    `${isStream ? "stream" : "response"} = client.responses.create(`,
    ...toPythonArguments(toPlainJson(toResponsesBody(body)), EXTRA_FIELDS),
    ")",
    ...(isStream ? PYTHON_STREAM : ["print(response.output_text)"]),
  ].join("\n");
}

const PYTHON_STREAM = [
  "for event in stream:",
  '  if event.type == "response.output_text.delta":',
  '    print(event.delta, end="", flush=True)',
];
