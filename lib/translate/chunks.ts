import type { Delta } from "../delta";
import { DONE, KEEP_ALIVE, toEvent } from "../openai/sse";
import type { Chunk, ChunkChoice, ChunkDelta, WireError } from "../openai/types";
import type { ChoiceBatch, Envelope } from "./envelope";
import type { Tally } from "./tally";

export type ChunkOptions = {
  envelope: Envelope;
  choiceCount: number;
  includeUsage: boolean;
  tally: Tally;
  /** The headers had to leave before Spark said a word: a comment follows the role chunks. */
  isEarly: boolean;
  /** Words a failure in mid-stream; undefined when nobody is left to hear it. */
  explain: (error: unknown) => WireError | undefined;
};

/**
 * The answer as server-sent events, in the order of contract §7. The events of one batch are one
 * string, so that frames which arrived together leave together. A failure becomes an error event
 * and ends the stream without `[DONE]`; this generator does not throw.
 */
export async function* toEvents(
  batches: AsyncIterable<ChoiceBatch>,
  options: ChunkOptions,
): AsyncGenerator<string, void, undefined> {
  const { choiceCount, includeUsage, tally, isEarly, explain } = options;
  const wrap = createWrapper(options);
  try {
    // All of them before any content: some clients fail on a later index that comes first.
    const roles = Array.from({ length: choiceCount }, (_, index) => toEvent(wrap(toRole(index))));
    yield roles.join("") + (isEarly ? KEEP_ALIVE : "");
    for await (const { index, deltas } of batches) {
      let events = "";
      for (const delta of deltas) {
        tally.add(index, delta);
        const choice = toChoice(index, delta);
        if (choice) events += toEvent(wrap(choice));
      }
      yield events;
    }
    yield (includeUsage ? toEvent(toUsageChunk(options)) : "") + DONE;
  } catch (error) {
    const wireError = explain(error);
    if (wireError) yield toEvent({ error: wireError });
  }
}

/** The usage is on no chunk but the last, and there only if it was asked for. */
function createWrapper({ envelope, includeUsage }: ChunkOptions): (choice: ChunkChoice) => Chunk {
  const { id, created, model } = envelope;
  const usage = includeUsage ? null : undefined;
  return (choice) => ({
    id,
    object: "chat.completion.chunk",
    created,
    model,
    choices: [choice],
    usage,
  });
}

function toUsageChunk({ envelope, tally }: ChunkOptions): Chunk {
  const { id, created, model, version, domain } = envelope;
  return {
    id,
    object: "chat.completion.chunk",
    created,
    model,
    choices: [],
    usage: tally.total(),
    version,
    domain,
  };
}

function toRole(index: number): ChunkChoice {
  const delta: ChunkDelta = { role: "assistant", content: "", refusal: null };
  return { index, delta, logprobs: null, finish_reason: null };
}

function toChoice(index: number, delta: Delta): ChunkChoice | undefined {
  switch (delta.type) {
    case "start":
      return undefined;
    case "text":
      return { index, delta: { content: delta.text }, logprobs: null, finish_reason: null };
    case "reasoning":
      return {
        index,
        delta: { reasoning_content: delta.text },
        logprobs: null,
        finish_reason: null,
      };
    case "finish":
      return { index, delta: {}, logprobs: null, finish_reason: delta.reason };
  }
}
