import type { Delta, Finish } from "../../core/delta";
import { isRecord, parseJson } from "../../core/json";
import type { ChoiceBatch } from "../../core/writer";
import { createBlocks, type BlockStep } from "./blocks";
import { PLAIN_END, toEnding } from "./ending";
import { type MessageOptions, toMessage } from "./message";
import type { AnswerMessage, BlockDelta, ContentBlock } from "./types";
import { toMessageUsage } from "./usage";

/**
 * Collects the whole answer.
 * @throws whatever the batches throw: a partial answer is never returned
 */
export async function toWhole(
  batches: AsyncIterable<ChoiceBatch>,
  options: MessageOptions,
): Promise<AnswerMessage> {
  const { accumulator, hasSearch } = options;
  const blocks = createBlocks(options);
  const content: ContentBlock[] = [];
  let end: Finish | undefined;
  const add = (delta: Delta): void => {
    for (const step of blocks.take(delta)) follow(step, content);
    if (delta.type === "finish") end ??= delta;
  };
  for await (const { index, value: deltas } of batches) {
    for (const delta of deltas) {
      accumulator.add(index, delta);
      add(delta);
    }
  }
  if (!end) add(PLAIN_END);
  const usage = toMessageUsage(accumulator.total(), hasSearch ? blocks.searches() : null);
  return { ...toMessage(options, usage), content, ...toEnding(end ?? PLAIN_END) };
}

/** Applies one step of a stream to the content, so that both forms have the same content. */
function follow(step: BlockStep, content: ContentBlock[]): void {
  if (step.type === "start") content.push({ ...step.block });
  const last = content.at(-1);
  if (step.type === "delta" && last) extend(last, step.delta);
}

function extend(block: ContentBlock, delta: BlockDelta): void {
  if (delta.type === "text_delta" && block.type === "text") block.text += delta.text;
  if (block.type === "thinking") {
    if (delta.type === "thinking_delta") block.thinking += delta.thinking;
    if (delta.type === "signature_delta") block.signature = delta.signature;
  }
  if (delta.type === "input_json_delta" && "input" in block) {
    const input = parseJson(delta.partial_json);
    if (isRecord(input)) block.input = input;
  }
}
