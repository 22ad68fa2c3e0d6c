"use client";

import { type ComponentProps, createContext, use } from "react";
import type { ExtraProps } from "react-markdown";

import { CodeBlock } from "./code-block";
import { Formula } from "./formula";

/** Whether the block around the code is still growing, so that the code is not coloured yet. */
export const LiveContext = createContext(false);

type Element = NonNullable<ExtraProps["node"]>;

/** Renders inline code, or a formula that the markdown parser passed on as code. */
export function Code({ children, node }: ComponentProps<"code"> & ExtraProps) {
  if (hasClass(node, "language-math"))
    return <Formula source={readText(node)} isDisplayed={false} />;
  return <code>{children}</code>;
}

/** Renders a code block, for example in a list or a quote, or a displayed formula. */
export function Preformatted({ node }: ComponentProps<"pre"> & ExtraProps) {
  const isLive = use(LiveContext);
  const code = node?.children.find((child) => child.type === "element");
  const text = readText(code).replace(/\n$/, "");
  if (hasClass(code, "language-math")) return <Formula source={text} isDisplayed />;
  return <CodeBlock language={readLanguage(code)} code={text} isOpen={isLive} />;
}

function readClasses(node: Element | undefined): string[] {
  const names = node?.properties["className"];
  return Array.isArray(names) ? names.map(String) : [];
}

const hasClass = (node: Element | undefined, name: string): boolean =>
  readClasses(node).includes(name);

function readLanguage(node: Element | undefined): string {
  const name = readClasses(node).find((className) => className.startsWith("language-"));
  return name?.slice("language-".length) ?? "";
}

function readText(node: Element | undefined): string {
  return node?.children.map((child) => (child.type === "text" ? child.value : "")).join("") ?? "";
}
