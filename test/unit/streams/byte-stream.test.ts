import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { handFed } from "./hand-fed";
import { openByteStream as open } from "./open-byte-stream";

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("byte stream with a reader", () => {
  const read = (source: AsyncGenerator<string, void, undefined>) => {
    const { stream, ...rest } = open(source);
    return { reader: stream.pipeThrough(new TextDecoderStream()).getReader(), ...rest };
  };

  it("sends heartbeats only while its source keeps the reader waiting", async () => {
    const hand = handFed<string>();
    const { reader, onEnd } = read(hand.source);
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(99);
    hand.give("text");
    expect((await first).value).toBe("text");
    const second = reader.read();
    await vi.advanceTimersByTimeAsync(99);
    hand.give("");
    await vi.advanceTimersByTimeAsync(99);
    hand.give("more");
    expect((await second).value).toBe("more");
    const third = reader.read();
    await vi.advanceTimersByTimeAsync(101);
    expect((await third).value).toBe("♥");
    hand.end();
    expect((await reader.read()).done).toBe(true);
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("neither reads its source nor sends heartbeats until it is read", async () => {
    const asked = vi.fn<() => void>();
    const { stream, onEnd } = open(
      (async function* () {
        for (let at = 0; at < 100; at += 1) {
          asked();
          yield "x".repeat(1024);
        }
      })(),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).not.toHaveBeenCalled();
    expect(await new Response(stream).text()).toBe("x".repeat(100 * 1024));
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("calls onCancel at once when the reader cancels", async () => {
    const hand = handFed<string>();
    const { reader, onCancel, onEnd } = read(hand.source);
    const first = reader.read();
    await tick();
    hand.give("text");
    await first;
    await reader.cancel();
    expect(onCancel).toHaveBeenCalledOnce();
    hand.end();
    await tick();
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("unread byte stream", () => {
  it("ends when the client disconnects", async () => {
    const hand = handFed<string>();
    const { stream, caller, onCancel, onEnd } = open(hand.source);
    caller.abort();
    expect(onCancel).toHaveBeenCalledOnce();
    await tick();
    expect(onEnd).toHaveBeenCalledOnce();
    expect(await new Response(stream).text()).toBe("");
    expect(hand.asked.count).toBe(0);
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
