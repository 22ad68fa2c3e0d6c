"use client";

import { useState } from "react";

import { type Block, createSplitter } from "@/lib/playground/markdown/blocks";
import { completeTail } from "@/lib/playground/markdown/incomplete";
import { isJsonAnswer } from "@/lib/playground/markdown/json-answer";

import { BlockList } from "./block-list";
import { CodeBlock } from "./code-block";
import { FencedCode } from "./fenced-code";
import { LiveContext } from "./code";
import styles from "./markdown.module.css";
import { Prose } from "./prose";

type Props = { text: string; isLive: boolean };

/**
 * Renders block by block: finished blocks stay as they are while the answer grows. What needs the
 * whole text (footnotes, links that are defined elsewhere) is rendered after its end.
 */
export function RenderedMarkdown({ text, isLive }: Props) {
  const [split] = useState(createSplitter);
  if (isJsonAnswer(text)) {
    return (
      <div className={styles["markdown"]}>
        <CodeBlock language="json" code={text.trim()} isOpen={isLive} />
      </div>
    );
  }
  const blocks = split(text);
  const isWhole = !isLive && (blocks.isCut || DEFINITION.test(text));
  return (
    <div className={styles["markdown"]} data-live={isLive}>
      {isWhole ? (
        <Prose markdown={text} />
      ) : (
        <BlockList blocks={blocks} isLive={isLive} render={renderBlock} />
      )}
    </div>
  );
}

/** The definition of a link or a footnote, which applies to the whole text. */
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/m;

function renderBlock({ kind, text }: Block, isLive: boolean) {
  switch (kind) {
    case "code":
      return <FencedCode markdown={text} isOpen={isLive} />;
    case "maths":
      return isLive ? (
        <pre className={styles["source"]}>{text.trim()}</pre>
      ) : (
        <Prose markdown={text} />
      );
    case "sentence":
      return (
        <div className={styles["sentence"]}>
          <Prose markdown={text} />
          {text.endsWith(" ") && " "}
        </div>
      );
    case "prose":
      return (
        <LiveContext value={isLive}>
          <Prose markdown={isLive ? completeTail(text) : text} />
        </LiveContext>
      );
  }
}
