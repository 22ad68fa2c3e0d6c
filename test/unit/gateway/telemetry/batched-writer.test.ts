import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createBatchedWriter } from "@/lib/gateway/telemetry/batched-writer";

function open(gatherMs: number) {
  const written: string[] = [];
  return { written, ...createBatchedWriter((text) => written.push(text), gatherMs) };
}

describe("a line of the log", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is written at once when it comes alone", () => {
    const { write, written } = open(20);
    write("a");
    expect(written).toEqual(["a\n"]);
    vi.advanceTimersByTime(20);
    write("b");
    expect(written).toEqual(["a\n", "b\n"]);
  });

  it("waits for those that follow close upon another, and is written with them, in order", () => {
    const { write, written } = open(20);
    for (const line of ["a", "b", "c"]) write(line);
    expect(written).toEqual(["a\n"]);
    vi.advanceTimersByTime(20);
    expect(written).toEqual(["a\n", "b\nc\n"]);
    // The log is still busy.
    write("d");
    expect(written).toHaveLength(2);
    vi.advanceTimersByTime(20);
    expect(written).toEqual(["a\n", "b\nc\n", "d\n"]);
    vi.advanceTimersByTime(20);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not wait where there is much of it, or on request", () => {
    const { write, flush, written } = open(20);
    const long = "x".repeat(16 * 1024);
    for (const line of ["a", long, "b"]) write(line);
    expect(written).toEqual(["a\n", `${long}\n`]);
    flush();
    expect(written.at(-1)).toBe("b\n");
  });

  it("never waits where a process may be frozen after an answer", () => {
    const { write, written } = open(0);
    for (const line of ["a", "b"]) write(line);
    expect(written).toEqual(["a\n", "b\n"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
