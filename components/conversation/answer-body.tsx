"use client";

import type { Variant } from "@/lib/playground/conversation/types";

import styles from "./answer-body.module.css";
import { createLazyModule, createPart, useLazyModule } from "../ui/use-lazy-module";
import { Citations } from "./citations";
import { Markdown } from "../markdown/markdown";
import { Thinking } from "./thinking";
import { ToolCard } from "./tool-card";

// Fetched before it is needed: raw, and then folded, the end of an answer would jump.
const FOLDED = createPart(() => import("../markdown/folded"));
// Most conversations draw nothing.
const DRAWN_IMAGES = createLazyModule(() => import("./drawn-images"));

type Props = {
  variant: Variant;
  /** What the user says a tool gave back; absent where the conversation has gone on. */
  onToolResult?: ((callId: string, name: string, text: string) => void) | undefined;
  /** Nothing can be given back now. */
  isReadOnly?: boolean;
  /** What tools gave back already, by the call's id. */
  toolResults?: ReadonlyMap<string, string> | undefined;
};

/** All that came of one answer, as far as it has come: thoughts, words, calls, sources. */
export function AnswerBody({ variant, onToolResult, isReadOnly, toolResults }: Props) {
  const { text, reasoning, reasoningMs, toolCalls, citations, images = [], state } = variant;
  const drawn = useLazyModule(DRAWN_IMAGES, images.length > 0);
  const isLive = state === "waiting" || state === "streaming";
  const hasSpoken = text !== "" || toolCalls.length > 0;
  return (
    <div className={styles["answer"]}>
      {reasoning && (
        <Thinking
          reasoning={reasoning}
          durationMs={reasoningMs}
          isThinking={isLive && !hasSpoken}
        />
      )}
      {text && <AnswerText text={text} isLive={isLive} />}
      {toolCalls.map((call) => (
        <ToolCard
          key={call.id}
          call={call}
          isLive={isLive}
          isReadOnly={isReadOnly}
          result={toolResults?.get(call.id)}
          onResult={onToolResult && ((result) => onToolResult(call.id, call.name, result))}
        />
      ))}
      {drawn && images.length > 0 && <drawn.DrawnImages images={images} isLive={isLive} />}
      {citations.length > 0 && <Citations citations={citations} />}
    </div>
  );
}

/** The first letters of what will be folded away are not worth a line of their own. */
const BEGUN = /\n<[a-z]*$/;

function AnswerText({ text, isLive }: { text: string; isLive: boolean }) {
  const isFolded = text.includes("<details");
  const folded = useLazyModule(FOLDED, isFolded);
  if (folded && isFolded) return <folded.Folded text={text} isLive={isLive} />;
  return <Markdown text={isLive ? text.replace(BEGUN, "") : text} isLive={isLive} />;
}
