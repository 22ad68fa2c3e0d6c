import { describe, expect, it } from "vitest";

import { createGate } from "../../browser/gate";
import { collect } from "../../collect";
import { answer, failAfter, refuseWith } from "../../simulator/scripts";
import type { Script, Stage } from "../../simulator/simulator";
import { ASK, startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

const USAGE = { question_tokens: 1, prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };

describe("POST /v1/chat/completions: n", () => {
  it("opens one connection with its own uid per choice and sums their usage", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(...["一", "二", "三"].map((text) => answer([text], { usage: USAGE })));
    const whole = await gateway.client.chat.completions.create({
      ...ASK,
      n: 3,
      user: "u".repeat(99),
    });
    expect(whole.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    const texts = whole.choices.map(({ message }) => message.content);
    expect(new Set(texts)).toEqual(new Set(["一", "二", "三"]));
    expect(whole.usage).toMatchObject({ completion_tokens: 15, total_tokens: 24 });
    const requests = await Promise.all(gateway.simulator.connections.map(({ request }) => request));
    const uids = requests.map(({ header }) => header?.uid);
    expect(new Set(uids).size).toBe(3);
    for (const uid of uids) expect(String(uid)).toMatch(/^[0-9a-f]{32}$/);
    // The uids share the hash of the end user, which is distinct per user but unreadable.
    expect(new Set(uids.map((uid) => String(uid).slice(0, 16))).size).toBe(1);
  });

  it("streams every role chunk first, then each choice to its own end", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["a1", "a2"]), answer(["b1", "b2"]));
    const chunks = await collect(
      await gateway.client.chat.completions.create({
        ...ASK,
        n: 2,
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices.slice(0, 2).map(({ index, delta }) => [index, delta.role])).toEqual([
      [0, "assistant"],
      [1, "assistant"],
    ]);
    for (const index of [0, 1]) {
      const own = choices.filter((choice) => choice.index === index);
      expect(own.map(({ delta }) => delta.content ?? "").join("")).toMatch(/^(a1a2|b1b2)$/);
      expect(own.filter(({ finish_reason: reason }) => reason !== null)).toHaveLength(1);
      expect(own.at(-1)?.finish_reason).toBe("stop");
    }
    expect(chunks.at(-1)?.usage?.total_tokens).toBeGreaterThan(0);
  });

  it("assembles n choices with OpenAI's stream() helper", async () => {
    await using gateway = await startGateway();
    const completion = await gateway.client.chat.completions
      .stream({ ...ASK, n: 4 })
      .finalChatCompletion();
    expect(completion.choices).toHaveLength(4);
  });

  it("rejects n above MAX_N without connecting to Spark", async () => {
    await using gateway = await startGateway({ settings: { MAX_N: "2" } });
    const response = await gateway.post({ ...ASK, n: 3 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "n", code: "invalid_value" } });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("fails the request and closes every connection when a choice fails before the first chunk", async () => {
    await using gateway = await startGateway();
    const mute: Script = async (stage) => {
      await new Promise((resolve) => stage.gone.addEventListener("abort", resolve));
    };
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(mute, refuseWith(10_013, "m"), mute);
      const response = await gateway.post({ ...ASK, n: 3, stream });
      expect(response.status).toBe(400);
      await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
      expect(gateway.simulator.openConnections).toBe(0);
    }
  });

  it("ends the stream with an error and closes every connection when a choice fails mid-stream", async () => {
    await using gateway = await startGateway();
    let begun: () => void = () => {};
    const first = new Promise<void>((resolve) => (begun = resolve));
    const endless: Script = async (stage: Stage) => {
      await stage.frame({ text: "…", status: 0 });
      begun();
    };
    gateway.simulator.play(endless, async (stage) => {
      await first;
      await stage.frame({ text: "b", status: 0 });
      await stage.send(JSON.stringify({ header: { code: 10_012, message: "m", status: 2 } }));
    });
    const stream = await readStream(await gateway.post({ ...ASK, n: 2, stream: true }));
    expect(stream.error).toMatchObject({ code: "upstream_unavailable" });
    expect(stream.isDone).toBe(false);
    await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
    expect(gateway.simulator.openConnections).toBe(0);
  });

  it("emits no warning for sixteen choices with stop sequences", async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error): void => void warnings.push(name);
    process.on("warning", note);
    await using gateway = await startGateway({ settings: { MAX_N: "16" } });
    const response = await gateway.post({ ...ASK, n: 16, stop: "x" });
    expect((await response.json()).choices).toHaveLength(16);
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  it("ends only the moderated choice with content_filter", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["half"], 10_014, "m"), answer(["whole"]));
    const stream = await readStream(await gateway.post({ ...ASK, n: 2, stream: true }));
    expect(new Set(stream.finishReasons)).toEqual(new Set(["content_filter", "stop"]));
    expect(stream.isDone).toBe(true);
  });

  it("ends a choice moderated before its first token with content_filter once another has begun", async () => {
    await using gateway = await startGateway();
    const { opened, open } = createGate();
    const speak: Script = async (stage) => {
      await stage.frame({ text: "a", status: 0 });
      await opened;
      await stage.frame({ text: "b", status: 2 });
    };
    const moderate: Script = async (stage) => {
      await opened;
      await stage.send(JSON.stringify({ header: { code: 10_014, message: "m", status: 2 } }));
    };
    gateway.simulator.play(speak, moderate);
    const response = await gateway.post({ ...ASK, n: 2, stream: true });
    open();
    const stream = await readStream(response);
    expect(new Set(stream.finishReasons)).toEqual(new Set(["content_filter", "stop"]));
    expect(stream.error).toBeUndefined();
    expect(stream.isDone).toBe(true);
  });
});
