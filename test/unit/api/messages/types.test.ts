import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";

import type { AnswerMessage, ContentBlock, ModelInfo, StreamEvent } from "@/lib/api/messages/types";

/**
 * The client declares it as required. It is omitted on purpose, because the Vercel AI SDK rejects a
 * null.
 */
type Cited = Anthropic.TextBlock & { citations: null };
type Block = Exclude<ContentBlock, { type: "text" }>;
type Message = Omit<AnswerMessage, "content"> & { content: (Block | Cited)[] };

const EVENTS = [
  "message_start",
  "content_block_start",
  "content_block_delta",
  "content_block_stop",
  "message_delta",
  "message_stop",
] as const;
type Name = (typeof EVENTS)[number];
type Of<Type> = Extract<StreamEvent, { type: Type }>;

/**
 * Checked by the compiler: the gateway's answers have the types that Anthropic's client declares.
 */
const toMessage = (message: Message): Anthropic.Message => message;
const toDelta = (event: Of<"message_delta">): Anthropic.MessageDeltaEvent => event;
const toBlockDelta = (event: Of<"content_block_delta">): Anthropic.ContentBlockDeltaEvent => event;
const toStop = (event: Of<"content_block_stop">): Anthropic.ContentBlockStopEvent => event;
const toEnd = (event: Of<"message_stop">): Anthropic.MessageStopEvent => event;
const toModel = (model: ModelInfo): Anthropic.ModelInfo => model;

describe("types of Anthropic's client", () => {
  it("match every answer and event", () => {
    const checks = [toMessage, toDelta, toBlockDelta, toStop, toEnd, toModel];
    expect(checks.every((check) => typeof check === "function")).toBe(true);
    const names: readonly Name[] = EVENTS;
    expect(names).toHaveLength(6);
  });
});
