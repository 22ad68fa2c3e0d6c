"use client";

import type { Variant } from "@/lib/playground/conversation/types";

import styles from "./answer-body.module.css";
import { Citations } from "./citations";
import { Markdown } from "../markdown/markdown";
import { Thinking } from "./thinking";
import { ToolCard } from "./tool-card";

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
  const { text, reasoning, reasoningMs, toolCalls, citations, state } = variant;
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
      {text && <Markdown text={text} isLive={isLive} />}
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
      {citations.length > 0 && <Citations citations={citations} />}
    </div>
  );
}
