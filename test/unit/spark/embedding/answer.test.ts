import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readEmbedding } from "@/lib/spark/embedding/answer";
import { readMaasEmbeddings } from "@/lib/spark/embedding/maas";
import { toEmbeddingMessage } from "@/lib/spark/embedding/request";

const toBase64 = (values: readonly number[]): string =>
  Buffer.from(Float32Array.from(values).buffer).toString("base64");

const WANTED = { dimensions: 3, format: "base64" } as const;
const FLOATS = { ...WANTED, format: "float" } as const;

const toAnswer = (text: string, code = 0): string =>
  JSON.stringify({
    header: { code, message: "success", sid: "ase1" },
    payload: { feature: { text, seq: "0", status: "2" } },
  });

const failureOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return findFailure(error);
  }
};

describe("readEmbedding", () => {
  it("returns base64 unchanged", () => {
    const text = toBase64([0.5, -1.25, 3]);
    expect(readEmbedding(toAnswer(text), WANTED)).toEqual({
      sid: "ase1",
      vectors: [{ type: "base64", text }],
    });
  });

  it("cuts an embedding that is too long, as iFlytek's own clients do", () => {
    const long = toAnswer(toBase64([1, 2, 3, 4]));
    const values = Float32Array.from([1, 2, 3]);
    expect(readEmbedding(long, WANTED).vectors).toEqual([{ type: "numbers", values }]);
    expect(readEmbedding(long, FLOATS).vectors).toEqual([{ type: "numbers", values }]);
  });

  it.each([
    ["too short", toAnswer(toBase64([1, 2]))],
    ["cut in a number", toAnswer(Buffer.alloc(13).toString("base64"))],
    ["no base64", toAnswer("“”")],
    ["no base64, with a quotation mark", toAnswer(`"${"A".repeat(15)}`)],
    ["no base64, with a line break", toAnswer(`\n${"A".repeat(15)}`)],
    ["no base64, of the right length", toAnswer("“".repeat(16))],
    ["empty", toAnswer("")],
    ["not a number", toAnswer(toBase64([1, Number.NaN, 3]))],
    ["infinite", toAnswer(toBase64([1, Infinity, 3]))],
    ["without a payload", JSON.stringify({ header: { code: 0, message: "", sid: "ase1" } })],
  ])("rejects an embedding that is %s", (_, body) => {
    expect(failureOf(() => readEmbedding(body, FLOATS))).toMatchObject({
      kind: "spark-invalid",
      sid: "ase1",
    });
  });

  it("rejects any input that is not an embedding answer", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(failureOf(() => readEmbedding(body, FLOATS))).toMatchObject({
          kind: "spark-invalid",
        });
        expect(failureOf(() => readMaasEmbeddings(body, 3))).toMatchObject({
          kind: expect.stringMatching(/^spark-/),
        });
      }),
    );
  });

  it("throws Spark's error with its code and sid", () => {
    expect(failureOf(() => readEmbedding(toAnswer("", 11_202), WANTED))).toMatchObject({
      kind: "spark-rejected",
      reason: "rate",
      code: 11_202,
      sid: "ase1",
    });
  });
});

describe("readMaasEmbeddings", () => {
  const item = (index: number) => ({ index, object: "embedding", embedding: [index, 0.5] });

  it("sorts embeddings by their index", () => {
    const body = JSON.stringify({ data: [item(1), item(0)], usage: { prompt_tokens: 6 } });
    expect(readMaasEmbeddings(body, 2)).toEqual({
      sid: null,
      vectors: [
        { type: "numbers", values: [0, 0.5] },
        { type: "numbers", values: [1, 0.5] },
      ],
      promptTokens: 6,
    });
  });

  it.each([
    ["one too few", [item(0)]],
    ["one too many", [item(0), item(1), item(2)]],
    ["one twice", [item(0), item(0)]],
    ["no numbers", [item(0), { index: 1, embedding: [] }]],
  ])("rejects an embeddings answer with %s", (_, data) => {
    expect(failureOf(() => readMaasEmbeddings(JSON.stringify({ data }), 2))).toMatchObject({
      kind: "spark-invalid",
    });
  });
});

it("toEmbeddingMessage preserves any text through base64 and JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const message = toEmbeddingMessage(text, "query", { appId: "a", uid: "u" });
      const { payload, parameter } = JSON.parse(message);
      const inner = Buffer.from(payload.messages.text, "base64").toString();
      expect(JSON.parse(inner).messages).toEqual([{ content: text, role: "user" }]);
      expect(parameter.emb.domain).toBe("query");
    }),
  );
});
