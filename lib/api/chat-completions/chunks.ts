import type { Delta, Finish } from "../../core/delta";
import { DONE, KEEP_ALIVE, toEvent } from "../common/sse";
import type { ChoiceBatch, EventOptions } from "../../core/writer";
import type { OpenAiErrorBody } from "../openai/errors/error";
import type { Chunk, ChunkChoice, ChunkDelta } from "./types";
import { toCompletionUsage } from "./usage";
import { transform } from "../../streams/transform";
import { type Source, startWith } from "../../streams/source";
import type { ResponseMetadata } from "./response-metadata";
import type { Accumulator } from "../../core/accumulator";
import type { Formatter } from "./formatter";

export type ChunkOptions = EventOptions<OpenAiErrorBody> & {
  metadata: ResponseMetadata;
  choiceCount: number;
  includeUsage: boolean;
  accumulator: Accumulator;
  formatter: Formatter;
};

/**
 * The answer as server-sent events, in the order that OpenAI's clients want. The events of one batch are one
 * string, so that frames which arrived together leave together. The role chunks go with the first
 * frame where it is there already, and the end goes with the last one: each string takes a way of
 * its own to the caller's socket, and two fewer make an answer of one frame a sixth cheaper. A
 * failure becomes an error event and ends the stream without `[DONE]`; this source does not throw.
 */
export function toEvents(batches: Source<ChoiceBatch>, options: ChunkOptions): Source<string> {
  const { choiceCount, accumulator, isEarly, explain } = options;
  const writing: WriteOptions = { ...options, writer: createChunkWriter(options) };
  let running = choiceCount;
  // All of them before any content: some clients fail on a later index that comes first.
  let events = Array.from({ length: choiceCount }, (_, index) => toRole(index, writing)).join("");
  const take = (): string => {
    const taken = events;
    events = "";
    return taken;
  };

  // Asked on even after the end: only a source that has ended leaves its connection.
  const rest = transform(batches, {
    step({ index, value: deltas }) {
      for (const delta of deltas) {
        accumulator.add(index, delta);
        events += toText(index, delta, writing);
        if (delta.type === "finish" && (running -= 1) === 0) events += toEnd(options);
      }
      return take();
    },
    end: () => (running > 0 ? take() + toEnd(options) : undefined),
    fail(error) {
      const body = explain(error);
      return body && take() + toEvent(body);
    },
  });
  if (!isEarly) return rest;
  const first = { done: false, value: take() + KEEP_ALIVE } as const;
  return startWith(async () => ({ first, rest }));
}

type WriteOptions = ChunkOptions & { writer: ChunkWriter };
type ChunkWriter = ReturnType<typeof createChunkWriter>;

/**
 * Writes chunks. What all of them have in common is put into JSON once, and a piece of text is put
 * between constants: 0.33 µs for a short one, and 0.7 for the object in whole.
 */
function createChunkWriter({ metadata, includeUsage }: ChunkOptions) {
  const { id, created, model } = metadata;
  const common = JSON.stringify({ id, object: "chat.completion.chunk", created, model });
  const before = `data: ${common.slice(0, -1)},"choices":[`;
  // The usage is on no chunk but the last, and there only if it was asked for.
  const after = `]${includeUsage ? ',"usage":null' : ""}}\n\n`;
  return {
    write: (choice: ChunkChoice): string => before + JSON.stringify(choice) + after,
    /** The same as `write` for a delta of one text. */
    writeText: (index: number, field: "content" | "reasoning_content", text: string): string =>
      `${before}{"index":${index},"delta":{"${field}":${JSON.stringify(text)}},` +
      `"logprobs":null,"finish_reason":null}${after}`,
  };
}

function toEnd(options: ChunkOptions): string {
  return (options.includeUsage ? toEvent(toUsageChunk(options)) : "") + DONE;
}

function toUsageChunk({ metadata, accumulator }: ChunkOptions): Chunk {
  const { id, created, model, version, domain } = metadata;
  return {
    id,
    object: "chat.completion.chunk",
    created,
    model,
    choices: [],
    usage: toCompletionUsage(accumulator.total()),
    version,
    domain,
  };
}

function toRole(index: number, { writer }: WriteOptions): string {
  return writer.write(toPiece(index, { role: "assistant", content: "", refusal: null }));
}

function toPiece(index: number, delta: ChunkDelta): ChunkChoice {
  return { index, delta, logprobs: null, finish_reason: null };
}

function toText(index: number, delta: Delta, options: WriteOptions): string {
  const { writer } = options;
  switch (delta.type) {
    case "start":
    case "citations":
      return "";
    case "text":
      return writer.writeText(index, "content", delta.text);
    case "reasoning":
      return writer.writeText(index, "reasoning_content", delta.text);
    case "tool-call":
      return toCall(index, delta, options).map(writer.write).join("");
    case "finish":
      return toFinish(index, delta, options).map(writer.write).join("");
  }
}

function toFinish(
  index: number,
  finish: Finish,
  { formatter, accumulator }: ChunkOptions,
): ChunkChoice[] {
  const reason = formatter.toFinishReason(finish.reason);
  const end: ChunkChoice = { index, delta: {}, logprobs: null, finish_reason: reason };
  const { citations, text } = accumulator.said(index);
  const annotations = formatter.toAnnotations(citations, text);
  return annotations.length > 0 ? [toPiece(index, { annotations }), end] : [end];
}

/** In one piece, as Spark makes it. */
function toCall(
  index: number,
  { name, arguments: given }: Extract<Delta, { type: "tool-call" }>,
  { formatter, accumulator }: ChunkOptions,
): ChunkChoice[] {
  const call = formatter.toCall(name, given);
  const at = accumulator.said(index).calls - 1;
  if (at > 0 && formatter.isSingle) return [];
  if (formatter.isLegacy) return [toPiece(index, { function_call: call.function })];
  return [toPiece(index, { tool_calls: [{ index: at, ...call }] })];
}
