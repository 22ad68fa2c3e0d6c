import * as zlib from "node:zlib";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readJson } from "@/lib/gateway/http/body";

const hasZstd = "zstdCompressSync" in zlib;
const zstd = (data: Buffer): Buffer =>
  (Reflect.get(zlib, "zstdCompressSync") as (data: Buffer) => Buffer)(data);

const CODINGS: [string, (data: Buffer) => Buffer][] = [
  ["gzip", (data) => zlib.gzipSync(data)],
  ["x-gzip", (data) => zlib.gzipSync(data)],
  ["GZIP", (data) => zlib.gzipSync(data)],
  ["deflate", (data) => zlib.deflateSync(data)],
  ["deflate", (data) => zlib.deflateRawSync(data)],
  ["br", (data) => zlib.brotliCompressSync(data)],
  ["gzip, br", (data) => zlib.brotliCompressSync(zlib.gzipSync(data))],
  ["deflate,gzip", (data) => zlib.gzipSync(zlib.deflateRawSync(data))],
  ["identity", (data) => data],
  ["identity, gzip", (data) => zlib.gzipSync(data)],
  ...(hasZstd ? ([["zstd", zstd]] as [string, (data: Buffer) => Buffer][]) : []),
];

function post(body: Buffer, coding: string, at: readonly number[] = []): Request {
  const ends = [...new Set(at.map((place) => place % (body.length + 1)))].toSorted((a, b) => a - b);
  const stream = new ReadableStream({
    start: (controller) => {
      for (const [index, start] of [0, ...ends].entries()) {
        const part = body.subarray(start, ends[index] ?? body.length);
        if (part.length > 0) controller.enqueue(new Uint8Array(part));
      }
      controller.close();
    },
  });
  const init = {
    method: "POST",
    body: stream,
    duplex: "half",
    headers: { "content-encoding": coding },
  };
  return new Request("http://gateway/", init);
}

const refuse = (body: Buffer, coding: string, limit = 1000) =>
  readJson(post(body, coding), { limitBytes: limit }).then(
    () => undefined,
    (error: unknown) => findFailure(error),
  );

describe("a compressed request body", () => {
  it.each(CODINGS)("decodes a body coded as %s however it is split", async (coding, encode) => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.array(fc.nat(500), { maxLength: 8 }),
        async (value, at) => {
          const body = encode(Buffer.from(JSON.stringify({ value })));
          expect(await readJson(post(body, coding, at), { limitBytes: 100_000 })).toEqual(
            JSON.parse(JSON.stringify({ value })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(CODINGS.filter(([coding]) => coding !== "identity"))(
    "limits a body coded as %s by its decoded size",
    async (coding, encode) => {
      const fits = Buffer.from(JSON.stringify("x".repeat(998)));
      expect(await refuse(encode(fits), coding)).toBeUndefined();
      const over = Buffer.from(JSON.stringify("x".repeat(999)));
      expect(await refuse(encode(over), coding)).toEqual({
        kind: "request-too-large",
        limitBytes: 1000,
      });
    },
  );

  it("stops a decompression bomb while it grows", async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(256 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refuse(bomb, "gzip", 1024 * 1024)).toMatchObject({ kind: "request-too-large" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });

  it.each([1, 2, 3])(
    "stops a body whose parts decode to nothing, coded %i times",
    async (times) => {
      const nothing = Buffer.concat(Array.from({ length: 100_000 }, () => zlib.gzipSync("")));
      const body = Array.from({ length: times - 1 }).reduce<Buffer>(
        (data) => zlib.gzipSync(data),
        nothing,
      );
      const coding = Array.from({ length: times }, () => "gzip").join(", ");
      expect(await refuse(body, coding, 1_000_000)).toMatchObject({ kind: "request-too-large" });
    },
  );

  it.each([
    ["compress", "compress"],
    ["aws-chunked", "aws-chunked"],
    ["gzip, lzma", "lzma"],
    ["br,br,br,br", "br, br, br, br"],
    ["constructor", "constructor"],
  ])("rejects a body coded as %s and names the coding", async (coding, named) => {
    const failure = await refuse(Buffer.from("{}"), coding);
    expect(failure).toMatchObject({ kind: "unsupported-coding", coding: named });
  });

  it.each([
    ["gzip", Buffer.from('{"a":1}')],
    ["gzip", zlib.gzipSync("{}").subarray(0, 12)],
    ["br", Buffer.from('{"a":1}')],
    ["deflate", Buffer.from("no deflate at all")],
    ["deflate", zlib.deflateSync('{"a":1}').subarray(0, 6)],
    ["gzip, br", zlib.brotliCompressSync(Buffer.from("{}"))],
  ])("returns 400 for a body that is not valid %s", async (coding, body) => {
    expect(await refuse(body, coding)).toMatchObject({
      kind: "invalid-request",
      message: expect.stringMatching(/is no whole (?:gzip|br|deflate)/),
    });
  });

  it("reports an empty compressed body as empty", async () => {
    expect(await refuse(Buffer.alloc(0), "gzip")).toMatchObject({
      message: expect.stringContaining("empty"),
    });
  });
});
