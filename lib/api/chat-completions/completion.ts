import type { Delta } from "../../core/delta";
import type { Completion, CompletionChoice, CompletionFinishReason, ToolCall } from "./types";
import type { ChoiceBatch, ResponseMetadata } from "./response-metadata";
import type { Accumulator } from "../../core/accumulator";
import type { Formatter } from "./formatter";

export type CompletionOptions = {
  envelope: ResponseMetadata;
  choiceCount: number;
  tally: Accumulator;
  voice: Formatter;
};

/** The whole answer in one piece. @throws whatever the batches throw: half an answer is none. */
export async function toCompletion(
  batches: AsyncIterable<ChoiceBatch>,
  options: CompletionOptions,
): Promise<Completion> {
  const { envelope, choiceCount, tally, voice } = options;
  const ends = Array.from({ length: choiceCount }, startEnd);
  for await (const { index, value: deltas } of batches) {
    for (const delta of deltas) {
      tally.add(index, delta);
      note(delta, ends[index], voice);
    }
  }
  const { id, created, model, version, domain } = envelope;
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: ends.map((end, index) => toChoice(end, index, options)),
    usage: tally.total(),
    version,
    domain,
  };
}

/** What the tally does not keep: the calls themselves, and why it ended. */
type End = { calls: ToolCall[]; reason: CompletionFinishReason };

const startEnd = (): End => ({ calls: [], reason: "stop" });

function note(delta: Delta, end: End | undefined, voice: Formatter): void {
  if (delta.type === "tool-call" && end && !(voice.isSingle && end.calls.length > 0)) {
    end.calls.push(voice.toCall(delta.name, delta.arguments));
  }
  if (delta.type === "finish" && end) end.reason = voice.toFinishReason(delta.reason);
}

function toChoice(
  { calls, reason }: End,
  index: number,
  { tally, voice }: CompletionOptions,
): CompletionChoice {
  const { text, reasoning, citations } = tally.said(index);
  const annotations = voice.toAnnotations(citations, text);
  const isTools = calls.length > 0 && !voice.isLegacy;
  return {
    index,
    message: {
      role: "assistant",
      content: text === "" && calls.length > 0 ? null : text,
      refusal: null,
      tool_calls: isTools ? calls : undefined,
      function_call: voice.isLegacy ? calls[0]?.function : undefined,
      annotations: annotations.length > 0 ? annotations : undefined,
      reasoning_content: reasoning === "" ? undefined : reasoning,
    },
    logprobs: null,
    finish_reason: reason,
  };
}
