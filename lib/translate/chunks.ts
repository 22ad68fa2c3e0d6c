import type { Delta } from "../delta";
import { DONE, KEEP_ALIVE, toEvent } from "../openai/sse";
import type { Chunk, ChunkChoice, ChunkDelta, WireError } from "../openai/types";
import type { ChoiceBatch, Envelope } from "./envelope";
import type { Tally } from "./tally";
import type { Voice } from "./voice";

export type ChunkOptions = {
  envelope: Envelope;
  choiceCount: number;
  includeUsage: boolean;
  tally: Tally;
  voice: Voice;
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
        for (const choice of toChoices(index, delta, options)) events += toEvent(wrap(choice));
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
  return toPiece(index, { role: "assistant", content: "", refusal: null });
}

function toPiece(index: number, delta: ChunkDelta): ChunkChoice {
  return { index, delta, logprobs: null, finish_reason: null };
}

function toChoices(index: number, delta: Delta, options: ChunkOptions): ChunkChoice[] {
  switch (delta.type) {
    case "start":
    case "citations":
      return [];
    case "text":
      return [toPiece(index, { content: delta.text })];
    case "reasoning":
      return [toPiece(index, { reasoning_content: delta.text })];
    case "tool-call":
      return toCall(index, delta, options);
    case "finish": {
      const { voice, tally } = options;
      const reason = voice.toFinishReason(delta.reason);
      const end: ChunkChoice = { index, delta: {}, logprobs: null, finish_reason: reason };
      const { citations, text } = tally.said(index);
      const annotations = voice.toAnnotations(citations, text);
      return annotations.length > 0 ? [toPiece(index, { annotations }), end] : [end];
    }
  }
}

/** In one piece, as Spark makes it. */
function toCall(
  index: number,
  { name, arguments: given }: Extract<Delta, { type: "tool-call" }>,
  { voice, tally }: ChunkOptions,
): ChunkChoice[] {
  const call = voice.toCall(name, given);
  const at = tally.said(index).calls - 1;
  if (at > 0 && voice.isSingle) return [];
  if (voice.isLegacy) return [toPiece(index, { function_call: call.function })];
  return [toPiece(index, { tool_calls: [{ index: at, ...call }] })];
}
