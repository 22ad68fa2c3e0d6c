import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { JAVASCRIPT } from "./dialects";
import { toEnvironmentKey } from "./environment-key";
import { toLiteral, toPlainJson } from "./literal";

/** Writes a module for OpenAI's own client, which sends unknown fields unchanged. */
export function toNode(body: ChatBody, target: SnippetTarget): string {
  const isStream = body["stream"] === true;
  const request = toLiteral(toPlainJson(body), JAVASCRIPT);
  return [
    ...toNodeClient(target),
    `const ${isStream ? "stream" : "completion"} = await client.chat.completions.create(${request});`,
    "",
    ...(isStream ? PRINT_STREAM : PRINT_WHOLE),
  ].join("\n");
}

/** Writes the code that creates OpenAI's client. */
export function toNodeClient({ baseUrl, credential }: SnippetTarget): string[] {
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: ${JAVASCRIPT.text(baseUrl)},`,
    `  apiKey: ${toEnvironmentKey(credential)},`,
    "});",
    "",
  ];
}

const PRINT_STREAM = [
  "for await (const chunk of stream) {",
  "  for (const { delta } of chunk.choices) {",
  '    process.stdout.write(delta.content ?? "");',
  "  }",
  "}",
];

const PRINT_WHOLE = [
  "for (const { message } of completion.choices) {",
  "  console.log(message.content);",
  "}",
];
