import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readJson } from "@/lib/gateway/http/body";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function post(body: ReadableStream<Uint8Array>, headers: Record<string, string> = {}): Request {
  const init = { method: "POST", body, headers, duplex: "half" };
  return new Request("http://gateway/", init);
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const streamOf = (part: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(part);
      controller.close();
    },
  });

describe("readJson", () => {
  it("times out when the body never arrives", async () => {
    const reading = readJson(post(new ReadableStream()), { limitBytes: 100 });
    const refused = reading.catch(findFailure);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await refused).toMatchObject({ kind: "request-timeout" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits for a body that keeps arriving", async () => {
    let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (feed = controller),
    });
    const reading = readJson(post(body), { limitBytes: 100 });
    for (const part of ['{"a"', ":", "1}"]) {
      await vi.advanceTimersByTimeAsync(29_000);
      feed?.enqueue(bytes(part));
    }
    feed?.close();
    expect(await reading).toEqual({ a: 1 });
  });

  it("answers soon when the rest of a body in an unknown coding does not arrive", async () => {
    let isLeft = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes("{")),
      cancel: () => void (isLeft = true),
    });
    const request = post(body, { "content-encoding": "compress" });
    const refused = readJson(request, { limitBytes: 100 }).catch(findFailure);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await refused).toMatchObject({ kind: "unsupported-coding" });
    expect(isLeft).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("replaces lone surrogates with U+FFFD everywhere", async () => {
    const text = String.raw`{"a\ud83d":["\ude00b","\ud83d\ude00","\\ud83d"]}`;
    const body = streamOf(bytes(text));
    expect(await readJson(post(body), { limitBytes: 100 })).toEqual({
      "a\ufffd": ["\ufffdb", "😀", String.raw`\ud83d`],
    });
  });

  it("reads a body after another one that broke off mid-character", async () => {
    const cut = bytes('{"a":"春').slice(0, -1);
    const broken = readJson(post(streamOf(cut)), { limitBytes: 100 });
    expect(await broken.catch(findFailure)).toMatchObject({ kind: "invalid-request" });
    const whole = readJson(post(streamOf(bytes('{"a":"春"}'))), { limitBytes: 100 });
    expect(await whole).toEqual({ a: "春" });
  });

  it("treats a broken connection as a client disconnect", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.error(new Error("reset")),
    });
    await expect(readJson(post(body), { limitBytes: 100 })).rejects.toMatchObject({
      failure: { kind: "caller-gone" },
    });
  });

  it("rejects a body over the limit and soon stops reading it", async () => {
    let pulled = 0;
    let leave: () => void = () => {};
    const left = new Promise<void>((resolve) => (leave = resolve));
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(bytes("x".repeat(60)));
      },
      cancel: () => leave(),
    });
    await expect(readJson(post(body), { limitBytes: 100 })).rejects.toMatchObject({
      failure: { kind: "request-too-large", limitBytes: 100 },
    });
    await left;
    expect(pulled).toBeLessThan(8);
  });

  it("joins characters that are split between packets", async () => {
    const whole = bytes('{"text":"星火😀"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of whole) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await readJson(post(body), { limitBytes: 100 })).toEqual({ text: "星火😀" });
  });
});
