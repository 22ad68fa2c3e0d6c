import { describe, expect, it } from "vitest";

import type { Delta, Deltas } from "@/lib/core/delta";
import { GatewayError } from "@/lib/core/errors";
import { createTokenUsage } from "@/lib/gateway/generate/token-usage";
import { NO_SEARCH } from "@/lib/spark/chat/web-search";

const TURNS = [{ role: "user", content: "你好，星火" }] as const;
const PROMPT = { turns: TURNS, tools: { functions: [] }, image: null, search: NO_SEARCH };
const ASKING = { prompt: PROMPT, isSent: () => true };
const PROMPT_TOKENS = 4;
/** No question is taken for cheaper. */
const FLOOR = 20;
const START: Delta = { type: "start", sid: "cht1" };
const USAGE = { questionTokens: 1, promptTokens: 5, completionTokens: 7, totalTokens: 12 };
const END: Delta = { type: "finish", reason: "stop", usage: USAGE, endedBy: null };

async function* say(deltas: readonly Delta[], failure?: GatewayError): Deltas {
  if (deltas.length > 0) yield deltas;
  if (failure) throw failure;
}

async function spend(source: Deltas): Promise<number> {
  const spending = createTokenUsage();
  try {
    for await (const _ of spending.watch(ASKING, source));
  } catch {
    // The error does not matter here, only the cost.
  }
  return spending.total();
}

const refused = new GatewayError({ kind: "spark-unreachable", detail: "" });
const left = new GatewayError({ kind: "caller-gone" });

describe("createTokenUsage", () => {
  it("counts what Spark counted", async () => {
    expect(await spend(say([START, { type: "text", text: "好" }, END]))).toBe(12);
  });

  it("counts nothing when Spark rejects before its first token", async () => {
    expect(await spend(say([], refused))).toBe(0);
  });

  it("counts the prompt when the client disconnects before the first token", async () => {
    expect(await spend(say([], left))).toBe(FLOOR);
  });

  it("counts nothing when the client disconnects before the request is sent", async () => {
    const spending = createTokenUsage();
    const reading = spending.watch({ prompt: PROMPT, isSent: () => false }, say([], left));
    await expect(reading.next()).rejects.toBe(left);
    expect(spending.total()).toBe(0);
  });

  it.each([
    ["the client disconnects mid-answer", left],
    ["Spark fails mid-answer", refused],
  ])("counts the prompt and the partial answer when %s", async (_, failure) => {
    const text = "一二三四五六".repeat(10);
    expect(await spend(say([START, { type: "text", text }], failure))).toBe(PROMPT_TOKENS + 40);
    expect(await spend(say([START, { type: "reasoning", text }], failure))).toBe(
      PROMPT_TOKENS + 40,
    );
  });

  it("counts the prompt and the partial answer when the reader stops", async () => {
    const spending = createTokenUsage();
    const reading = spending.watch(ASKING, say([START, { type: "text", text: "一二三" }]));
    await reading.next();
    await reading.return?.();
    expect(spending.total()).toBe(FLOOR);
  });

  it("adds what a search that nobody counted may have found", async () => {
    const spending = createTokenUsage();
    const prompt = { ...PROMPT, search: { ...NO_SEARCH, isAsked: true } };
    const reading = spending.watch({ prompt, isSent: () => true }, say([START]));
    await reading.next();
    expect(spending.total()).toBe(FLOOR + 3000);
  });

  it("sums all attempts", async () => {
    const spending = createTokenUsage();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      for await (const _ of spending.watch(ASKING, say([START, END])));
    }
    expect(spending.total()).toBe(24);
  });
});
