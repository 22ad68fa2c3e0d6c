import { describe, expect, it } from "vitest";

import { answerThenError, perform } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readUntil } from "../setup/sse";
import { readResponse } from "../../responses/grammar";
import { ASK, askStream, askWhole, expectRefusal, hideFresh, readTold, respond, say } from "./ask";
import { call } from "./call-cases";
import { PATCH, SEARCH, WEATHER } from "./tools";

const usage = (completion: number) => ({
  question_tokens: 1,
  prompt_tokens: 9,
  completion_tokens: completion,
  total_tokens: 9 + completion,
});

describe.each(SERVICES)("the end of a response over %s", (_, key) => {
  it.each([
    ["a function", WEATHER, "get_weather", { arguments: '{"city":"合' }],
    ["a custom tool", PATCH, "apply_patch", { input: '{"city":"合' }],
  ])(
    "ends as incomplete with an incomplete item when a call of %s is cut off",
    async (_name, tool, name, part) => {
      await using gateway = await startGateway();
      say(gateway, { ...call(name, '{"city":"合'), usage: usage(16) }, 2);
      const fields = { ...ASK, tools: [tool], max_output_tokens: 16 };
      const { response } = await askStream(gateway, fields, { key });
      expect(response).toMatchObject({
        status: "incomplete",
        incomplete_details: { reason: "max_output_tokens" },
        output: [{ status: "incomplete", ...part }],
      });
      const whole = await askWhole(gateway, fields, { key });
      expect(hideFresh(whole)).toEqual(hideFresh(response));
    },
  );

  it("ends as incomplete with only reasoning when max_tokens cuts it off before any text", async () => {
    await using gateway = await startGateway();
    say(gateway, { reasoning: ["想"], texts: [], usage: usage(16) });
    const fields = { ...ASK, model: "spark-x", max_output_tokens: 16 };
    const { response } = await askStream(gateway, fields, { key });
    expect(response).toMatchObject({
      status: "incomplete",
      output: [{ type: "reasoning", status: "incomplete" }],
    });
  });

  it("ends as completed with usage when Spark suspects the conversation afterwards (10019)", async () => {
    await using gateway = await startGateway();
    const plan = { texts: ["好", "的"], afterthought: { code: 10_019, detail: "m" } };
    say(gateway, plan);
    const { response } = await askStream(gateway, ASK, { key });
    expect(response).toMatchObject({
      status: "completed",
      output: [{ status: "completed", content: [{ text: "好的" }] }],
      usage: { output_tokens: expect.any(Number), total_tokens: expect.any(Number) },
    });
  });

  it("marks usage as estimated when Spark reports none", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ["你好吗"], usage: null });
    expect(await askWhole(gateway, ASK, { key })).toMatchObject({
      usage: { output_tokens: 2, estimated: true },
    });
  });
});

describe("the end of a response", () => {
  it("keeps the text before a suspicion (10019)", async () => {
    await using gateway = await startGateway();
    const late = perform({ texts: ["半"], error: { code: 10_019, detail: "m" } });
    gateway.simulator.play(late, answerThenError(["好"], 10_019, "m"));
    const { response } = await askStream(gateway, ASK);
    expect(response).toMatchObject({
      status: "completed",
      output: [{ content: [{ text: "半" }] }],
      usage: { estimated: true },
    });
    expect((await askWhole(gateway, ASK)).status).toBe("completed");
  });

  it("shows search results after text that had already started", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => {
      await stage.frame({ text: "一", status: 0 });
      await stage.plugins([{ index: 1, url: "https://a.example", title: "a" }]);
      await stage.frame({ text: "二", status: 2 });
      stage.close();
    });
    const { response } = await askStream(gateway, { ...ASK, tools: [SEARCH] });
    expect(response.output).toMatchObject([
      { type: "message", content: [{ text: "一二", annotations: [{ url: "https://a.example" }] }] },
      { type: "web_search_call", status: "completed" },
    ]);
  });

  it("opens a new message for text after a call, and a new reasoning item after text", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => {
      await stage.frame({ reasoning: "想", status: 0 });
      await stage.frame({ text: "一", status: 1 });
      await stage.frame({ functionCall: { name: "get_weather", arguments: "{}" }, status: 1 });
      await stage.frame({ text: "二", status: 1 });
      await stage.frame({ reasoning: "再想", status: 1 });
      await stage.frame({ text: "三", status: 2 });
      stage.close();
    });
    const fields = { ...ASK, model: "spark-x", tools: [WEATHER] };
    const { response } = await askStream(gateway, fields);
    expect(response.output.map(({ type }: { type: string }) => type)).toEqual([
      "reasoning",
      "message",
      "function_call",
      "message",
      "reasoning",
      "message",
    ]);
  });

  it("rejects a request without a question", async () => {
    await using gateway = await startGateway();
    for (const input of [
      [{ role: "user", content: "" }],
      [{ role: "user", content: [] }],
      [{ type: "reasoning", id: "rs_1", summary: [] }],
      " \n",
    ]) {
      await expectRefusal(gateway, { ...ASK, input }, { param: "input", code: "invalid_value" });
    }
  });

  it("reports a summary as verbatim only for a model that reasons", async () => {
    await using gateway = await startGateway();
    const reasoning = { summary: "auto" };
    const plain = await respond(gateway, { ...ASK, reasoning });
    expect(readTold(plain).adjusted).toEqual([]);
    expect(await plain.json()).toMatchObject({ reasoning: { effort: null, summary: "auto" } });
  });
});

describe("the stream of a response", () => {
  it("forwards frames as they arrive, with headers that keep proxies from buffering", async () => {
    await using gateway = await startGateway();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await stage.frame({ text: "先", status: 0 });
      await heard;
      await stage.frame({ text: "后", status: 2 });
      stage.close();
    });
    const response = await respond(gateway, { ...ASK, stream: true });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-spark-sid": expect.stringMatching(/^cht/),
      "x-request-id": expect.stringMatching(/^req_/),
      "access-control-allow-origin": "*",
    });
    const { reader, seen } = await readUntil(response, '"delta":"先"');
    goOn();
    let rest = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      rest += part.value;
    }
    expect(readResponse(seen + rest).response.output[0].content[0].text).toBe("先后");
    expect(gateway.log.find(({ event }) => event === "request")).toMatchObject({
      route: "/v1/responses",
      stream: true,
      status: 200,
      finish_reason: "stop",
    });
    expect(JSON.stringify(gateway.log)).not.toMatch(/你好|先|后/);
  });

  it("repeats the whole request three times and keeps each delta small", async () => {
    await using gateway = await startGateway();
    const texts = Array.from({ length: 100 }, () => "字");
    say(gateway, { texts });
    const response = await respond(gateway, { ...ASK, tools: [WEATHER], stream: true });
    const text = await response.text();
    expect(text.split('"description":"Weather of a city"')).toHaveLength(4);
    const delta = text.split("\n\n").find((event) => event.includes("output_text.delta")) ?? "";
    expect(delta.length).toBeLessThan(260);
  });
});
