import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

/** A stretch of code in one colour; null for that of plain text. */
export type Token = {
  readonly text: string;
  readonly kind: TokenKind | null;
  /** Its offset in characters. */
  readonly at: number;
};

export type TokenKind = "keyword" | "string" | "number" | "comment" | "title";

/** Loaded with the first complete code block; see `findGrammar` for the names. */
const lowlight = createLowlight({
  bash,
  cpp,
  csharp,
  css,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});

/** Longer code stays plain, because colouring it would block the page. */
const MAX_CHARACTERS = 50_000;

/** Splits code into tokens whose texts are the code, character for character. */
export function highlight(grammar: string, code: string): Token[] {
  if (code.length > MAX_CHARACTERS) return [{ text: code, kind: null, at: 0 }];
  const tokens: Token[] = [];
  let at = 0;
  const { children } = lowlight.highlight(grammar, code);
  for (const { text, kind } of children.flatMap((child) => toStretches(child, null))) {
    tokens.push({ text, kind, at });
    at += text.length;
  }
  return tokens;
}

type Node = ReturnType<typeof lowlight.highlight>["children"][number];

function toStretches(node: Node, around: TokenKind | null): Omit<Token, "at">[] {
  if (node.type === "text") return [{ text: node.value, kind: around }];
  if (node.type !== "element") return [];
  const kind = readKind(node.properties["className"]) ?? around;
  return node.children.flatMap((child) => toStretches(child, kind));
}

const KINDS: Readonly<Record<string, TokenKind>> = {
  "hljs-keyword": "keyword",
  "hljs-selector-tag": "keyword",
  "hljs-name": "keyword",
  "hljs-built_in": "keyword",
  "hljs-type": "keyword",
  "hljs-meta": "comment",
  "hljs-comment": "comment",
  "hljs-doctag": "comment",
  "hljs-string": "string",
  "hljs-regexp": "string",
  "hljs-number": "number",
  "hljs-literal": "number",
  "hljs-symbol": "number",
  "hljs-title": "title",
  "hljs-attr": "title",
  "hljs-attribute": "title",
  "hljs-property": "title",
};

function readKind(classNames: unknown): TokenKind | undefined {
  if (!Array.isArray(classNames)) return undefined;
  return classNames.flatMap((name) => KINDS[String(name)] ?? [])[0];
}
