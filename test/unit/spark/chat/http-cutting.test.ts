import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readBody } from "@/lib/spark/transport/http-body";

import { DONE, USAGE, called, event, follow, call, calls, searched } from "./http-events";

describe("HTTP byte stream", () => {
  const stream = Buffer.from(
    [
      searched([{ url: "https://例.cn", title: "题" }]),
      event({ delta: { reasoning_content: "想😀" } }),
      event({ delta: { content: "你好" } }),
      calls([call({ name: "天气", arguments: '{"城' }, { index: 0 })]),
      calls([call({ arguments: '市":"合肥"}' }, { index: 0 })]),
      event({ delta: { content: "é😀" }, usage: USAGE }),
      DONE,
    ]
      .map((raw, index) => `${index % 2 ? "data:" : ": beat\n\ndata: "}${raw}\n\n`)
      .join(""),
  );

  /** Everything in one packet forms a batch. */
  async function* toBatches(bytes: Buffer, places: readonly number[]) {
    const at = [0, ...places.toSorted((a, b) => a - b), bytes.length];
    const texts: string[] = [];
    const source = Object.assign(new Readable({ read: () => {} }), {
      headers: { "content-type": "text/event-stream" },
    });
    readBody(source as unknown as IncomingMessage, {
      put: (raw) => void texts.push(raw),
      end: () => {},
      fail: (error) => expect.fail(error.message),
    });
    for (const [index, begin] of at.entries()) {
      source.emit("data", bytes.subarray(begin, at[index + 1]));
      if (texts.length > 0) yield texts.splice(0);
    }
  }

  it("yields the same deltas however its bytes are split", async () => {
    const { deltas } = await follow(toBatches(stream, []));
    expect(deltas).toHaveLength(7);
    expect(deltas).toContainEqual(called("天气", '{"城市":"合肥"}'));
    const places = fc.array(fc.nat(stream.length), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        expect((await follow(toBatches(stream, at))).deltas).toEqual(deltas);
      }),
    );
  });
});
