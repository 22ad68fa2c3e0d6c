"use client";

import { readFencedCode } from "@/lib/playground/markdown/fenced";

import { CodeBlock } from "./code-block";

type Props = { markdown: string; isOpen: boolean };

/** Renders a fenced code block at the margin, without the markdown parser. */
export function FencedCode({ markdown, isOpen }: Props) {
  const { language, code } = readFencedCode(markdown);
  return <CodeBlock language={language} code={code} isOpen={isOpen} />;
}
