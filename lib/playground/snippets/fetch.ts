import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { JAVASCRIPT } from "./dialects";
import { toBearerTemplate } from "./environment-key";
import { toLiteral, toPlainJson } from "./literal";

/** Writes a module that needs only `fetch`. */
export function toFetch(body: ChatBody, { baseUrl, credential }: SnippetTarget): string {
  const bearer = toBearerTemplate(credential);
  const request = toLiteral(toPlainJson(body), JAVASCRIPT, "  ");
  return [
    `const response = await fetch(${JAVASCRIPT.text(`${baseUrl}/chat/completions`)}, {`,
    '  method: "POST",',
    "  headers: {",
    '    "Content-Type": "application/json",',
    ...(bearer === null ? [] : [`    Authorization: ${bearer},`]),
    "  },",
    `  body: JSON.stringify(${request}),`,
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    "",
    ...(body["stream"] === true ? PRINT_STREAM : PRINT_WHOLE),
  ].join("\n");
}

/** Reads line by line, because the network may split the stream anywhere. */
const PRINT_STREAM = [
  'let rest = "";',
  "for await (const text of response.body.pipeThrough(new TextDecoderStream())) {",
  '  const lines = (rest + text).split("\\n");',
  "  rest = lines.pop();",
  "  for (const line of lines) {",
  '    if (!line.startsWith("data: ") || line === "data: [DONE]") continue;',
  "    const { choices, error } = JSON.parse(line.slice(6));",
  "    if (error) throw new Error(error.message);",
  "    for (const { delta } of choices) {",
  '      process.stdout.write(delta.content ?? "");',
  "    }",
  "  }",
  "}",
];

const PRINT_WHOLE = [
  "const { choices } = await response.json();",
  "for (const { message } of choices) {",
  "  console.log(message.content);",
  "}",
];
