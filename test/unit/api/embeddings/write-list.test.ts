import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { writeEmbeddingList } from "@/lib/api/embeddings/write-list";
import type { Vector } from "@/lib/core/embedding";

const usage = { prompt_tokens: 1, total_tokens: 1 };
const floats = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
  // JSON has no negative zero.
  .map((values) => values.map((value) => value + 0));

const toVectors = (values: number[]): Vector[] => [
  { type: "base64", text: Buffer.from(Float32Array.from(values).buffer).toString("base64") },
  { type: "numbers", values },
];

const write = (vectors: Vector[], format: "float" | "base64") =>
  JSON.parse([...writeEmbeddingList({ model: 'a"b', format, vectors, usage })].join(""));

describe("writeEmbeddingList", () => {
  it("writes the same numbers from base64 and from numbers", () => {
    fc.assert(
      fc.property(floats, (values) => {
        const { data, model } = write(toVectors(values), "float");
        expect(model).toBe('a"b');
        const expected = Array.from(Float32Array.from(values));
        expect(data.map(({ embedding }: { embedding: number[] }) => embedding)).toEqual([
          expected,
          values,
        ]);
      }),
    );
  });

  it("writes the same base64 from base64 and from numbers", () => {
    fc.assert(
      fc.property(floats, (values) => {
        const { data } = write(toVectors(values), "base64");
        expect(data[0].embedding).toBe(data[1].embedding);
        expect(data.map(({ index }: { index: number }) => index)).toEqual([0, 1]);
      }),
    );
  });
});
