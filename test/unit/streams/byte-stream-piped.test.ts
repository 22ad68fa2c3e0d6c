import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { handFed } from "./hand-fed";
import { openByteStream as open } from "./open-byte-stream";

/** The stream's destination: records what has arrived and can hold up writes. */
function createSink({ isSlow = false } = {}) {
  const decoder = new TextDecoder();
  const written: string[] = [];
  const held: (() => void)[] = [];
  const closed = vi.fn<() => void>();
  const aborted = vi.fn<(reason: unknown) => void>();
  const sink = new WritableStream<Uint8Array>({
    write: (bytes) => {
      written.push(decoder.decode(bytes));
      return isSlow ? new Promise((resolve) => held.push(resolve)) : undefined;
    },
    close: closed,
    abort: aborted,
  });
  return { sink, written, closed, aborted, drain: () => held.shift()?.() };
}

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("piped byte stream", () => {
  it("forwards each chunk and the end as they arrive", async () => {
    const hand = handFed<string>();
    const { stream, onEnd, onCancel } = open(hand.source);
    const { sink, written, closed } = createSink();
    const piped = stream.pipeTo(sink);
    await tick();
    hand.give("春");
    await tick();
    expect(written).toEqual(["春"]);
    hand.give("");
    await tick();
    hand.give("眠");
    await tick();
    expect(written).toEqual(["春", "眠"]);
    hand.end();
    await piped;
    expect(closed).toHaveBeenCalledOnce();
    expect(onEnd).toHaveBeenCalledOnce();
    expect(onCancel).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends only after `onEnd` has", async () => {
    const hand = handFed<string>();
    const { stream, onEnd } = open(hand.source);
    const { sink, closed } = createSink();
    let debit: () => void = () => {};
    onEnd.mockReturnValueOnce(new Promise((resolve) => (debit = resolve)));
    const piped = stream.pipeTo(sink);
    await tick();
    hand.end();
    await tick();
    expect(onEnd).toHaveBeenCalledOnce();
    expect(closed).not.toHaveBeenCalled();
    debit();
    await piped;
    expect(closed).toHaveBeenCalledOnce();
  });

  it("neither reads its source nor sends heartbeats while its writer is slow", async () => {
    const hand = handFed<string>();
    const { stream } = open(hand.source);
    const { sink, written, drain } = createSink({ isSlow: true });
    const piped = stream.pipeTo(sink);
    await tick();
    hand.give("a");
    await vi.advanceTimersByTimeAsync(500);
    expect(hand.asked.count).toBe(1);
    expect(written).toEqual(["a"]);
    drain();
    await tick();
    expect(hand.asked.count).toBe(2);
    await vi.advanceTimersByTimeAsync(101);
    expect(written).toEqual(["a", "♥"]);
    drain();
    hand.end();
    await piped;
  });

  it("does not queue heartbeats that the writer has not taken", async () => {
    const hand = handFed<string>();
    const { stream } = open(hand.source);
    const { sink, written, drain } = createSink({ isSlow: true });
    const piped = stream.pipeTo(sink);
    await vi.advanceTimersByTimeAsync(1000);
    expect(written).toEqual(["♥"]);
    drain();
    await vi.advanceTimersByTimeAsync(100);
    expect(written).toEqual(["♥", "♥"]);
    drain();
    hand.end();
    await piped;
  });

  it("calls onCancel at once and rejects with the reason when the pipe is aborted", async () => {
    const hand = handFed<string>();
    const { stream, onCancel, onEnd } = open(hand.source);
    const { sink, aborted } = createSink();
    const abort = new AbortController();
    const piped = stream.pipeTo(sink, { signal: abort.signal });
    await tick();
    const reason = new Error("the response was closed");
    abort.abort(reason);
    expect(onCancel).toHaveBeenCalledOnce();
    hand.end();
    await expect(piped).rejects.toBe(reason);
    expect(aborted).toHaveBeenCalledWith(reason);
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never starts when the signal is already aborted", async () => {
    const hand = handFed<string>();
    const { stream, onCancel, onEnd } = open(hand.source);
    const reason = new Error("gone");
    const { sink, written } = createSink();
    const piped = stream.pipeTo(sink, { signal: AbortSignal.abort(reason) });
    await expect(piped).rejects.toBe(reason);
    expect(hand.asked.count).toBe(0);
    expect(written).toEqual([]);
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("cancels its source and rejects with the error when the writer fails", async () => {
    const hand = handFed<string>();
    const { stream, onCancel, onEnd } = open(hand.source);
    const error = new Error("broken pipe");
    const piped = stream.pipeTo(new WritableStream({ write: () => Promise.reject(error) }));
    await tick();
    hand.give("a");
    await expect(piped).rejects.toBe(error);
    await tick();
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is locked while it is piped", async () => {
    const { stream } = open(handFed<string>().source);
    void stream.pipeTo(createSink().sink);
    expect(stream.locked).toBe(true);
    await expect(stream.pipeTo(createSink().sink)).rejects.toThrow(TypeError);
  });
});
