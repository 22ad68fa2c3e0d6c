import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { ask, exchange, joinText, toUrl } from "./reference-client";
import {
  answer,
  answerThenError,
  answerWithReasoning,
  callFunction,
  endAfter,
  failAfter,
  refuseWith,
} from "./scripts";
import { startSimulator, type Simulator } from "./simulator";

const USAGE = { question_tokens: 1, prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 };

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const go = () => ask({ url: simulator.url });

describe("WebSocket scripts", () => {
  test("plays one script per connection, in order, then the default answer", async () => {
    simulator.play(answer(["一"]), answer(["二"]));
    expect(joinText((await go()).frames)).toBe("一");
    expect(joinText((await go()).frames)).toBe("二");
    expect(joinText((await go()).frames)).toContain("模拟");
  });

  test("does not play a script for a rejected request", async () => {
    simulator.play(answer(["一"]));
    const { frames } = await ask({ url: simulator.url, chat: { top_k: 9 } });
    expect(frames[0]?.header.code).toBe(10004);
  });

  test("removes scripts and past connections on clear()", async () => {
    await go();
    simulator.play(answer(["一"]));
    simulator.clear();
    expect(simulator.connections).toEqual([]);
    expect(joinText((await go()).frames)).toContain("模拟");
    expect(simulator.connections).toHaveLength(1);
  });

  test("plays answer with one text as one frame with status 2 and usage", async () => {
    simulator.play(answer(["好"], { usage: USAGE }));
    const { frames, close } = await go();
    expect(frames).toHaveLength(1);
    expect(frames[0]?.header.status).toBe(2);
    expect(frames[0]?.payload?.usage?.text).toEqual(USAGE);
    expect(close).toEqual({ code: 1000, reason: "close this ws conn" });
  });

  test("plays answer with usage in a frame of its own, or without usage", async () => {
    simulator.play(
      answer(["你", "好"], { usage: USAGE, separateUsage: true }),
      answer(["好"], { usage: null }),
    );
    const { frames } = await go();
    expect(frames.map(({ header }) => header.status)).toEqual([0, 1, 2]);
    expect(frames[2]?.payload).toMatchObject({ choices: { text: [{ content: "" }] } });
    expect(frames[2]?.payload?.usage?.text).toEqual(USAGE);
    const [frame] = (await go()).frames;
    expect(frame?.payload).not.toHaveProperty("usage");
  });

  test("plays answerWithReasoning and callFunction", async () => {
    const call = { name: "f", arguments: "{}" };
    simulator.play(answerWithReasoning(["想"], ["说"]), callFunction(call));
    const [thought, said] = (await go()).frames;
    expect(thought?.payload?.choices?.text[0]).toMatchObject({
      content: "",
      reasoning_content: "想",
    });
    expect(said?.payload?.choices?.text[0]?.content).toBe("说");
    const [called] = (await go()).frames;
    expect(called?.payload?.choices?.text[0]).toMatchObject({ content: "", function_call: call });
  });

  test("plays refuseWith, failAfter and answerThenError", async () => {
    simulator.play(
      refuseWith(11202, "AppIdQpsOverFlowError"),
      failAfter(["你"], 10014, "停"),
      answerThenError(["好"], 10019, "注意"),
    );
    const codes = async () => (await go()).frames.map(({ header }) => [header.code, header.status]);
    expect(await codes()).toEqual([[11202, 2]]);
    expect(await codes()).toEqual([
      [0, 0],
      [10014, 2],
    ]);
    expect(await codes()).toEqual([
      [0, 2],
      [10019, 2],
    ]);
  });

  test("plays endAfter as a close, a cut or a reset", async () => {
    simulator.play(endAfter(["你"], "close"), endAfter(["你"], "cut"), endAfter(["你"], "reset"));
    expect((await go()).close.code).toBe(1000);
    expect((await go()).close.code).toBe(1006);
    expect((await go()).close.code).toBe(1006);
  });
});

describe("handshake scripts", () => {
  const dial = () => exchange(toUrl({ url: simulator.url }), []);

  test("plays refuse as given, before any check", async () => {
    simulator.play({ refuse: { status: 503, body: "busy", headers: { date: "yesterday" } } });
    const { refused } = await exchange(`${simulator.url}/nowhere`, []);
    expect(refused).toEqual({ status: 503, body: "busy", date: "yesterday" });
  });

  test("plays silent until the client disconnects", async () => {
    simulator.play({ silent: true });
    const socket = new WebSocket(toUrl({ url: simulator.url }));
    socket.once("error", () => {});
    const connection = await simulator.connection(0);
    expect(connection).toMatchObject({ accepted: false, open: true });
    expect(simulator.openConnections).toBe(1);
    socket.terminate();
    expect(await connection.closed).toMatchObject({ code: 1006 });
    expect(simulator.openConnections).toBe(0);
  });

  test("plays hangUp and raw, which break the handshake", async () => {
    simulator.play({ hangUp: true }, { raw: "SSH-2.0-nothing\r\n" });
    await expect(dial()).rejects.toThrow("socket hang up");
    await expect(dial()).rejects.toThrow("Parse Error");
  });
});
