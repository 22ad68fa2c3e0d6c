import { describe, expect, it } from "vitest";

import type { Fill } from "@/lib/playground/api/lazy-api";
import { toBody } from "@/lib/playground/conversation/to-body";
import type { Variant } from "@/lib/playground/conversation/types";

import { say, startChat } from "../start-chat";

const cut: Fill = async (variants) =>
  variants.map((variant): Variant => ({
    ...variant,
    state: "done",
    finishReason: "length",
    text: "从前有",
  }));

/** Appends to the text, as a stream does, and records the request. */
const goOn =
  (bodies: unknown[]): Fill =>
  async (variants, { conversation, answerId }) => {
    bodies.push(toBody(conversation, answerId));
    return variants.map((variant): Variant => ({
      ...variant,
      state: "done",
      finishReason: "stop",
      text: `${variant.text}座山。`,
    }));
  };

const fail: Fill = async (variants) =>
  variants.map((variant): Variant => ({
    ...variant,
    state: "failed",
    failure: { ...FAILURE },
  }));
const FAILURE = {
  status: 503,
  code: "upstream_unavailable",
  message: "",
  param: null,
  sparkCode: null,
  sid: null,
  requestId: null,
  retryAfterMs: null,
  at: 1,
};

describe("continuing a cut answer", () => {
  it("appends to the answer, asks in its language, and shows no question of its own", async () => {
    const bodies: { messages: unknown[] }[] = [];
    const { send, chat, store, readTexts } = startChat([cut, goOn(bodies)]);
    await send("讲个故事");
    const [, answer] = store.getState().conversation.turns;
    await chat.continueAnswer(answer?.id ?? "");
    expect(readTexts()).toEqual(["讲个故事", "从前有座山。"]);
    expect(bodies[0]?.messages).toMatchObject([
      { role: "user", content: "讲个故事" },
      { role: "assistant", content: "从前有" },
      { role: "user", content: expect.stringContaining("接着上一条回答") },
    ]);
  });

  it("restores the cut answer when continuing fails, so that the next question includes it", async () => {
    const { send, chat, store } = startChat([cut, fail]);
    await send("讲个故事");
    const [, answer] = store.getState().conversation.turns;
    await chat.continueAnswer(answer?.id ?? "");
    expect(store.getState().conversation.turns[1]).toMatchObject({
      variants: [{ state: "done", finishReason: "length", text: "从前有", failure: FAILURE }],
    });
  });

  it("does not continue an answer that ended by itself", async () => {
    const { send, chat, store, steps } = startChat([say("Yes.")]);
    await send("Really?");
    await chat.continueAnswer(store.getState().conversation.turns[1]?.id ?? "");
    expect(steps.filter((step) => step === "ask")).toHaveLength(1);
  });
});

describe("two models", () => {
  it("answer one question in two columns, of which one is continued", async () => {
    const { send, chat, store } = startChat([say("One."), say("Two.")]);
    store.setState({ rival: "4.0Ultra" });
    await send("Who?");
    const turn = store.getState().conversation.turns[1];
    if (turn?.role !== "assistant") throw new Error("There is no answer.");
    expect(turn.columns).toEqual(turn.variants.map(({ id }) => id));
    expect(turn.variants.map(({ model, text }) => [model, text])).toEqual([
      ["lite", "One."],
      ["4.0Ultra", "Two."],
    ]);
    expect(new Set(turn.variants.map(({ wireId }) => wireId)).size).toBe(2);
    chat.showVariant(turn.id, 1);
    expect(store.getState().conversation.turns[1]).toMatchObject({ shown: 1 });
    expect(store.getState().conversation.turns[1]).not.toHaveProperty("columns");
  });
});
