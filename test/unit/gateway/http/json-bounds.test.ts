import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createJsonBounds, MAX_DEPTH, MAX_VALUES } from "@/lib/gateway/http/json-bounds";

/** Returns the error message, if any; the bytes arrive in pieces of `size`. */
function refuse(text: string, size = 65_536): string {
  const bytes = Buffer.from(text);
  const bounds = createJsonBounds();
  try {
    for (let at = 0; at < bytes.length; at += size) bounds.feed(bytes.subarray(at, at + size));
    return "";
  } catch (error) {
    return String(error instanceof Error && Reflect.get(error, "failure").message);
  }
}

const countValues = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? Object.values(value).reduce<number>((sum, child) => sum + countValues(child), 1)
    : 1;

/** Adds an array that brings the total number of values to `total`. */
const fillTo = (value: unknown, total: number): string => {
  const others = total - countValues(value) - 2;
  return JSON.stringify([value, Array.from({ length: others }, () => 0)], null, 1);
};

const hostile = fc.jsonValue({
  stringUnit: fc.constantFrom('"', "\\", ",", "[", "{", "]", "}", ":", "a", "春"),
});

describe("createJsonBounds", () => {
  it("counts values exactly, however the JSON is split and whatever its strings contain", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 3 }), (value, size) => {
        expect(refuse(fillTo(value, MAX_VALUES), size * 7)).toBe("");
        expect(refuse(fillTo(value, MAX_VALUES + 1), size * 7)).toContain("too many values");
      }),
      { numRuns: 25 },
    );
  });

  it("gives the same result wherever the bytes are split", () => {
    const deep = "[".repeat(MAX_DEPTH - 20);
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), (value, size) => {
        const text = deep + JSON.stringify(value) + "[".repeat(20);
        expect(refuse(text, size)).toBe(refuse(text));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("allows %s up to the maximum depth and no deeper", (_, open, close) => {
    const nest = (depth: number): string => `${open.repeat(depth)}0${close.repeat(depth)}`;
    expect(refuse(nest(MAX_DEPTH))).toBe("");
    expect(refuse(nest(MAX_DEPTH + 1))).toContain("nested too deep");
  });

  it.each([
    ["objects", "{},"],
    ["arrays", "[],"],
    ["numbers", "0,"],
    ["strings", '"",'],
    ["keys", '"a":0,'],
    ["open arrays", "["],
  ])("rejects 31 MB of %s before reading a thirtieth of it", (_, unit) => {
    const bytes = Buffer.from(`[${unit.repeat(MAX_VALUES * 2)}`);
    const bounds = createJsonBounds();
    let read = 0;
    expect(() => {
      for (; read < 31 * 1024 * 1024; read += bytes.length) bounds.feed(bytes);
    }).toThrow("invalid-request");
    expect(read).toBeLessThan(1024 * 1024);
  });
});
