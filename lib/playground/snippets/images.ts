import type { ImageBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { toCurlCommand } from "./curl";
import { JAVASCRIPT } from "./dialects";
import type { LanguageId } from "./languages";
import { toLiteral, toPlainJson } from "./literal";
import { toNodeClient } from "./node";
import { toPythonArguments, toPythonClient } from "./python";

type ImageLanguage = {
  id: LanguageId;
  name: string;
  write: (body: ImageBody, target: SnippetTarget) => string;
  install: string | null;
};

/** Writes the image request as code. Python and Node save `image-1.png` and so on. */
export const IMAGE_LANGUAGES: readonly ImageLanguage[] = [
  { id: "curl", name: "curl", write: toImageCurl, install: null },
  { id: "python", name: "Python", write: toImagePython, install: "pip install openai" },
  { id: "node", name: "Node.js", write: toImageNode, install: "npm install openai" },
];

function toImageCurl(body: ImageBody, target: SnippetTarget): string {
  return toCurlCommand({ path: "/images/generations", body, headers: [] }, target);
}

/** Writes a module for OpenAI's own client. */
function toImageNode(body: ImageBody, target: SnippetTarget): string {
  const request = toLiteral(toPlainJson(body), JAVASCRIPT);
  return [
    'import { writeFile } from "node:fs/promises";',
    ...toNodeClient(target),
    `const { data } = await client.images.generate(${request});`,
    "",
    "for (const [index, { b64_json }] of data.entries()) {",
    "  const name = `image-${index + 1}.png`;",
    '  await writeFile(name, b64_json, "base64");',
    "  console.log(name);",
    "}",
  ].join("\n");
}

/** Writes a script for OpenAI's Python client. */
function toImagePython(body: ImageBody, target: SnippetTarget): string {
  return [
    "import base64",
    ...toPythonClient(target),
    "result = client.images.generate(",
    ...toPythonArguments(toPlainJson(body), new Set()),
    ")",
    "for index, image in enumerate(result.data, start=1):",
    '  name = f"image-{index}.png"',
    '  with open(name, "wb") as file:',
    "    file.write(base64.b64decode(image.b64_json))",
    "  print(name)",
  ].join("\n");
}
