import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  createBlockReader,
  createWholeReader,
  type EventBlock,
  MAX_RAW_LENGTH,
} from "@/lib/playground/inspector/split-events";

const STREAMS: Record<string, string[]> = {
  "line feeds": [
    'data: {"a":"星火😀"}\n\n',
    ": keep-alive\n\n",
    "data: one\ndata: two\n\n",
    "data: [DONE]\n\n",
  ],
  "carriage returns and line feeds": [
    'data: {"a":"星火😀"}\r\n\r\n',
    ": keep-alive\r\n\r\n",
    "data: x\r\n\r\n",
  ],
  "carriage returns alone": ["data: a\r\r", "data: b\r\r"],
  "a byte order mark": ["\uFEFFdata: a\n\n", "data: b\n\n"],
};

function read(chunks: readonly Uint8Array[]): EventBlock[] {
  const blocks: EventBlock[] = [];
  const reader = createBlockReader((block) => blocks.push(block));
  for (const chunk of chunks) reader.feed(chunk);
  reader.end();
  return blocks;
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Splits the bytes at these positions. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % bytes.length).toSorted((a, b) => a - b)];
  return sorted.map((start, index) => bytes.slice(start, sorted[index + 1] ?? bytes.length));
}

describe("the event splitter", () => {
  it.each(Object.entries(STREAMS))("splits a stream with %s at blank lines", (_name, events) => {
    expect(read([toBytes(events.join(""))])).toEqual(
      events.map((raw) => ({ raw, bytes: toBytes(raw).length, isCut: false })),
    );
  });

  it.each(Object.entries(STREAMS))("ignores chunk boundaries with %s", (_name, events) => {
    const bytes = toBytes(events.join(""));
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (places) => {
        const blocks = read(cutAt(bytes, places));
        // A line feed whose carriage return has already ended the event counts for the next one.
        const trim = (raw: string): string => raw.replaceAll(/^\n|\n$/g, "");
        expect(blocks.map(({ raw }) => trim(raw))).toEqual(events.map(trim));
        const counted = blocks.reduce((sum, block) => sum + block.bytes, 0);
        expect(bytes.length - counted).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("creates no event for blank lines and marks an incomplete one as cut", () => {
    expect(read([toBytes("\n\r\ndata: a\n\n\n\ndata: b\n")])).toEqual([
      { raw: "\n\r\ndata: a\n\n", bytes: 12, isCut: false },
      { raw: "\n\ndata: b\n", bytes: 10, isCut: true },
    ]);
    expect(read([toBytes("data: a\n\n\n")])).toHaveLength(1);
    expect(read([])).toEqual([]);
  });

  it("truncates an endless event's raw text but counts all its bytes", () => {
    const endless = "x".repeat(50_000);
    const [block] = read([toBytes(`data: ${endless}`), toBytes(endless), toBytes("\n\n")]);
    expect(block?.raw).toHaveLength(MAX_RAW_LENGTH);
    expect(block?.bytes).toBe(100_008);
  });

  it("reads a body that is not a stream as a single event", () => {
    const blocks: EventBlock[] = [];
    const reader = createWholeReader((block) => blocks.push(block));
    const bytes = toBytes("{\n\n星}");
    reader.feed(bytes.slice(0, 4));
    reader.feed(bytes.slice(4));
    reader.end();
    expect(blocks).toEqual([{ raw: "{\n\n星}", bytes: 7, isCut: false }]);
  });
});
