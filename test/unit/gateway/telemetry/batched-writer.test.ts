import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createBatchedWriter } from "@/lib/gateway/telemetry/batched-writer";

function open(gatherMs: number) {
  const written: string[] = [];
  return { written, ...createBatchedWriter((text) => written.push(text), gatherMs) };
}

describe("createBatchedWriter", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("writes a single line at once", () => {
    const { write, written } = open(20);
    write("a");
    expect(written).toEqual(["a\n"]);
    vi.advanceTimersByTime(20);
    write("b");
    expect(written).toEqual(["a\n", "b\n"]);
  });

  it("batches lines that follow closely, in order", () => {
    const { write, written } = open(20);
    for (const line of ["a", "b", "c"]) write(line);
    expect(written).toEqual(["a\n"]);
    vi.advanceTimersByTime(20);
    expect(written).toEqual(["a\n", "b\nc\n"]);
    // Lines keep arriving.
    write("d");
    expect(written).toHaveLength(2);
    vi.advanceTimersByTime(20);
    expect(written).toEqual(["a\n", "b\nc\n", "d\n"]);
    vi.advanceTimersByTime(20);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("writes at once when the batch is long or flushed", () => {
    const { write, flush, written } = open(20);
    const long = "x".repeat(16 * 1024);
    for (const line of ["a", long, "b"]) write(line);
    expect(written).toEqual(["a\n", `${long}\n`]);
    flush();
    expect(written.at(-1)).toBe("b\n");
  });

  it("writes every line at once when the batch time is 0", () => {
    const { write, written } = open(0);
    for (const line of ["a", "b"]) write(line);
    expect(written).toEqual(["a\n", "b\n"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
