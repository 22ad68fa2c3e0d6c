import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createByteStream } from "@/lib/streams/byte-stream";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function* say(...pieces: string[]): AsyncGenerator<string, void, undefined> {
  yield* pieces;
}

function open(source: AsyncGenerator<string, void, undefined>) {
  const onCancel = vi.fn<() => void>();
  const stream = createByteStream(source, {
    heartbeat: "♥",
    heartbeatMs: 10_000,
    stallMs: 1000,
    signal: new AbortController().signal,
    onCancel,
    onEnd: async () => {},
  }).toReadable();
  return { stream, onCancel };
}

describe("piping to a reader that accepts no data", () => {
  it("fails after the limit, aborts the writer and leaves the source", async () => {
    const { stream, onCancel } = open(say("a", "b"));
    const abort = vi.fn<(reason: unknown) => void>();
    const piped = stream.pipeTo(new WritableStream({ write: () => new Promise(() => {}), abort }));
    const failed = piped.catch(String);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await failed).toContain("accepted no data for 1000 ms");
    expect(onCancel).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes on for a slow reader, and for a silent source", async () => {
    const written: string[] = [];
    const slowly = async (bytes: Uint8Array): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      written.push(new TextDecoder().decode(bytes));
    };
    async function* pausing(): AsyncGenerator<string, void, undefined> {
      yield "a";
      await new Promise((resolve) => setTimeout(resolve, 5000));
      yield "b";
    }
    const { stream, onCancel } = open(pausing());
    const piped = stream.pipeTo(new WritableStream({ write: slowly }));
    await vi.advanceTimersByTimeAsync(10_000);
    await piped;
    expect(written).toEqual(["a", "b"]);
    expect(onCancel).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
