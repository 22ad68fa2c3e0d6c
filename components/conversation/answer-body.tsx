"use client";

import type { Variant } from "@/lib/playground/conversation/types";

import styles from "./answer-body.module.css";
import { createLazyModule, createPart, useLazyModule } from "../ui/use-lazy-module";
import { Citations } from "./citations";
import { Markdown } from "../markdown/markdown";
import { Thinking } from "./thinking";
import { ToolCard } from "./tool-card";

// Loaded before it is needed: an answer that is first shown raw and then folded would jump.
const FOLDED = createPart(() => import("../markdown/folded"));
// Loaded lazily, because most conversations draw nothing.
const DRAWN_IMAGES = createLazyModule(() => import("./drawn-images"));

type Props = {
  variant: Variant;
  /** Sends a tool's result, as the user typed it; absent if the conversation has continued. */
  onToolResult?: ((callId: string, name: string, text: string) => void) | undefined;
  /** True if no result can be sent now. */
  isReadOnly?: boolean;
  /** The results that were already sent, by the call's id. */
  toolResults?: ReadonlyMap<string, string> | undefined;
};

/** Shows the content of one answer so far: reasoning, text, calls, sources. */
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

/** The incomplete tag of a section that will be folded, which is hidden. */
const BEGUN = /\n<[a-z]*$/;

function AnswerText({ text, isLive }: { text: string; isLive: boolean }) {
  const isFolded = text.includes("<details");
  const folded = useLazyModule(FOLDED, isFolded);
  if (folded && isFolded) return <folded.Folded text={text} isLive={isLive} />;
  return <Markdown text={isLive ? text.replace(BEGUN, "") : text} isLive={isLive} />;
}
