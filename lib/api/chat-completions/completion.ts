import type { Delta } from "../../core/delta";
import type { Completion, CompletionChoice, CompletionFinishReason, ToolCall } from "./types";
import type { ChoiceBatch } from "../../core/writer";
import type { ResponseMetadata } from "./response-metadata";
import { toCompletionUsage } from "./usage";
import type { Accumulator } from "../../core/accumulator";
import type { Formatter } from "./formatter";

export type CompletionOptions = {
  metadata: ResponseMetadata;
  choiceCount: number;
  accumulator: Accumulator;
  formatter: Formatter;
};

/**
 * Collects the whole answer.
 * @throws whatever the batches throw: a partial answer is never returned
 */
export async function toCompletion(
  batches: AsyncIterable<ChoiceBatch>,
  options: CompletionOptions,
): Promise<Completion> {
  const { metadata, choiceCount, accumulator, formatter } = options;
  const ends = Array.from({ length: choiceCount }, startEnd);
  for await (const { index, value: deltas } of batches) {
    for (const delta of deltas) {
      accumulator.add(index, delta);
      note(delta, ends[index], formatter);
    }
  }
  const { id, created, model, version, domain } = metadata;
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: ends.map((end, index) => toChoice(end, index, options)),
    usage: toCompletionUsage(accumulator.total()),
    version,
    domain,
  };
}

/** What the accumulator does not keep: the calls themselves and the finish reason. */
type End = { calls: ToolCall[]; reason: CompletionFinishReason };

const startEnd = (): End => ({ calls: [], reason: "stop" });

function note(delta: Delta, end: End | undefined, formatter: Formatter): void {
  if (delta.type === "tool-call" && end && !(formatter.isSingle && end.calls.length > 0)) {
    end.calls.push(formatter.toCall(delta.name, delta.arguments));
  }
  if (delta.type === "finish" && end) end.reason = formatter.toFinishReason(delta.reason);
}

function toChoice(
  { calls, reason }: End,
  index: number,
  { accumulator, formatter }: CompletionOptions,
): CompletionChoice {
  const { text, reasoning, citations } = accumulator.said(index);
  const annotations = formatter.toAnnotations(citations, text);
  const isTools = calls.length > 0 && !formatter.isLegacy;
  return {
    index,
    message: {
      role: "assistant",
      content: text === "" && calls.length > 0 ? null : text,
      refusal: null,
      tool_calls: isTools ? calls : undefined,
      function_call: formatter.isLegacy ? calls[0]?.function : undefined,
      annotations: annotations.length > 0 ? annotations : undefined,
      reasoning_content: reasoning === "" ? undefined : reasoning,
    },
    logprobs: null,
    finish_reason: reason,
  };
}
