import type { Delta, Finish } from "../../core/delta";
import type { ChoiceBatch, EventOptions } from "../../core/writer";
import { type Source, startWith } from "../../streams/source";
import { transform } from "../../streams/transform";
import { toNamedEvent } from "../common/sse";
import { type BlockStep, createBlocks } from "./blocks";
import { PLAIN_END, toEnding } from "./ending";
import { type MessageOptions, toMessage } from "./message";
import type { AnthropicErrorBody, StreamEvent } from "./types";
import { toDeltaUsage, toMessageUsage } from "./usage";

/** The event that Anthropic's server sends from time to time; every client ignores it. */
export const PING = write({ type: "ping" });

/**
 * Writes the answer as named events, in the order that Anthropic's clients require. The events of
 * one batch form one string, and the first event is sent with the first frame. A failure becomes an
 * error event, after which no block is closed; this source never throws.
 */
export function toEvents(
  batches: Source<ChoiceBatch>,
  options: MessageOptions & EventOptions<AnthropicErrorBody>,
): Source<string> {
  const { accumulator, isEarly, explain } = options;
  const writer = createEventWriter(options);
  let events = writer.start();
  let hasEnded = false;
  const toBeat = createBeat(options);
  const take = (): string => {
    const taken = events;
    events = "";
    return taken;
  };

  const add = (delta: Delta): void => {
    if (delta.type === "text" && writer.isInText()) events += writer.writeText(delta.text);
    else for (const step of writer.take(delta)) events += writer.write(step);
    if (delta.type !== "finish" || hasEnded) return;
    hasEnded = true;
    events += writer.end(delta);
  };

  // Read to the end even after the last event: only a source that has ended releases its
  // connection.
  const rest = transform(batches, {
    step({ index, value: deltas }) {
      for (const delta of deltas) {
        accumulator.add(index, delta);
        add(delta);
      }
      return toBeat(take());
    },
    end() {
      if (hasEnded) return undefined;
      add(PLAIN_END);
      return take();
    },
    fail(error) {
      const body = explain(error);
      return body && take() + toNamedEvent(body);
    },
  });
  if (!isEarly) return rest;
  const first = { done: false, value: take() + PING } as const;
  return startWith(async () => ({ first, rest }));
}

/**
 * Sends pings while frames arrive but none of their content is shown, such as reasoning that the
 * caller did not request. The reader would otherwise see silence.
 */
function createBeat({ elapsed, heartbeatMs }: MessageOptions): (events: string) => string {
  let since: number | undefined;
  return (events) => {
    if (events !== "") {
      since = undefined;
      return events;
    }
    const now = elapsed();
    since ??= now;
    if (now - since < heartbeatMs) return "";
    since = now;
    return PING;
  };
}

/** Writes events and numbers the blocks. */
function createEventWriter(options: MessageOptions) {
  const { accumulator, hasSearch, estimateInput } = options;
  const blocks = createBlocks(options);
  let index = -1;
  let beforeText = "";
  return {
    isInText: () => blocks.isInText(),
    take: (delta: Delta) => blocks.take(delta),
    start: (): string => {
      const spent = { promptTokens: Math.max(1, estimateInput()), completionTokens: 0 };
      const usage = toMessageUsage(spent, hasSearch ? 0 : null);
      return write({ type: "message_start", message: toMessage(options, usage) });
    },
    write(step: BlockStep): string {
      switch (step.type) {
        case "start":
          index += 1;
          beforeText = toTextStart(index);
          return write({ type: "content_block_start", index, content_block: step.block });
        case "delta":
          return write({ type: "content_block_delta", index, delta: step.delta });
        case "stop":
          return write({ type: "content_block_stop", index });
      }
    },
    /**
     * Writes what `write` would, for another text of the open block. It is placed between
     * constants, at half the cost.
     */
    writeText: (text: string): string =>
      text === "" ? "" : `${beforeText}${JSON.stringify(text)}}}\n\n`,
    end: (finish: Finish): string =>
      write({
        type: "message_delta",
        delta: toEnding(finish),
        usage: toDeltaUsage(accumulator.total(), hasSearch ? blocks.searches() : null),
      }) + write({ type: "message_stop" }),
  };
}

const toTextStart = (index: number): string =>
  `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},` +
  `"delta":{"type":"text_delta","text":`;

function write(event: StreamEvent): string {
  return toNamedEvent(event);
}
