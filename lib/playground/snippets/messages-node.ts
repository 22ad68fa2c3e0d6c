import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { JAVASCRIPT } from "./dialects";
import { toEnvironmentKey } from "./environment-key";
import { toLiteral, toPlainJson } from "./literal";
import { toMessagesBody } from "./messages-body";

/** Writes a module for Anthropic's own client, whose base URL does not include `/v1`. */
export function toMessagesNode(chat: ChatBody, { baseUrl, credential }: SnippetTarget): string {
  const { stream, ...body } = toMessagesBody(chat).body;
  const request = toLiteral(toPlainJson(body), JAVASCRIPT);
  return [
    'import Anthropic from "@anthropic-ai/sdk";',
    "",
    "const client = new Anthropic({",
    `  baseURL: ${JAVASCRIPT.text(baseUrl.replace(/\/v1$/, ""))},`,
    `  apiKey: ${toEnvironmentKey(credential)},`,
    "});",
    "",
    ...(stream === true
      ? [
          `const stream = client.messages.stream(${request});`,
          'stream.on("text", (text) => process.stdout.write(text));',
          "await stream.done();",
        ]
      : [`const message = await client.messages.create(${request});`, "", ...PRINT_WHOLE]),
  ].join("\n");
}

const PRINT_WHOLE = [
  "for (const block of message.content) {",
  '  if (block.type === "text") console.log(block.text);',
  "}",
];
