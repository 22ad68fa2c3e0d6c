"use client";

import { readFencedCode } from "@/lib/playground/markdown/fenced";

import { CodeBlock } from "./code-block";

type Props = { markdown: string; isOpen: boolean };

/** Code between fences that stands at the margin: markdown need not read it. */
export function FencedCode({ markdown, isOpen }: Props) {
  const { language, code } = readFencedCode(markdown);
  return <CodeBlock language={language} code={code} isOpen={isOpen} />;
}
