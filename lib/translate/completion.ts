import type { Completion, CompletionChoice } from "../openai/types";
import type { ChoiceBatch, Envelope } from "./envelope";
import type { Tally } from "./tally";

/** The whole answer in one piece. @throws whatever the batches throw: half an answer is none. */
export async function toCompletion(
  batches: AsyncIterable<ChoiceBatch>,
  { envelope, choiceCount, tally }: { envelope: Envelope; choiceCount: number; tally: Tally },
): Promise<Completion> {
  const choices = Array.from({ length: choiceCount }, (_, index) => startChoice(index));
  for await (const { index, deltas } of batches) {
    const choice = choices[index];
    if (!choice) continue;
    for (const delta of deltas) {
      tally.add(index, delta);
      if (delta.type === "text") choice.message.content += delta.text;
      else if (delta.type === "reasoning") {
        choice.message.reasoning_content = (choice.message.reasoning_content ?? "") + delta.text;
      } else if (delta.type === "finish") choice.finish_reason = delta.reason;
    }
  }
  const { id, created, model, version, domain } = envelope;
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices,
    usage: tally.total(),
    version,
    domain,
  };
}

function startChoice(index: number): CompletionChoice {
  return {
    index,
    message: { role: "assistant", content: "", refusal: null },
    logprobs: null,
    finish_reason: "stop",
  };
}
