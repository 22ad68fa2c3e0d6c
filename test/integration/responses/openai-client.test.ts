import OpenAI, { APIError } from "openai";
import { zodResponsesFunction, zodTextFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { collect } from "../../collect";
import { failAfter, refuseWith } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { ASK, say } from "./ask";
import { call, CALL_CASES } from "./call-cases";
import { BASE_URL, toFetch } from "./client";
import { startKeeping } from "./keeping";
import { TEXT_CASES } from "./text-cases";
import { WEATHER } from "./tools";

const open = (gateway: Gateway, apiKey = "any"): OpenAI =>
  new OpenAI({ apiKey, baseURL: BASE_URL, maxRetries: 0, fetch: toFetch(gateway) });

type Params = Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, "stream">;
const CASES = [...TEXT_CASES, ...CALL_CASES].map(
  ({ name, fields, plan, response }) => [name, fields as Params, plan, response] as const,
);
const MODEL = { model: "4.0Ultra" };

describe.each(SERVICES)("OpenAI's client over %s", (_, key) => {
  it.each(CASES)(
    "reads %s whole, event by event, and assembled",
    async (_name, params, plan, expected) => {
      await using gateway = await startGateway();
      say(gateway, plan, 3);
      const client = open(gateway, key);
      const whole = await client.responses.create(params);
      expect(whole).toMatchObject(expected);
      const events = await collect(await client.responses.create({ ...params, stream: true }));
      expect(events.at(-1)).toMatchObject({ response: expected });
      const final = await client.responses.stream(params).finalResponse();
      expect(final).toMatchObject(expected);
      expect(final.output_text).toBe(whole.output_text);
    },
  );

  it("parses an answer with a zod schema, whole and streamed", async () => {
    await using gateway = await startGateway();
    const person = z.object({ name: z.string(), age: z.number() });
    const format = zodTextFormat(person, "person");
    say(gateway, { texts: ['{"name":"张三",', '"age":30}'] }, 2);
    const params = { ...ASK, text: { format } };
    const parsed = await open(gateway, key).responses.parse(params);
    expect(parsed.output_parsed).toEqual({ name: "张三", age: 30 });
    const streamed = await open(gateway, key).responses.stream(params).finalResponse();
    expect(streamed.output_parsed).toEqual({ name: "张三", age: 30 });
  });

  it("parses a call with a zod function and answers with its result", async () => {
    await using gateway = await startGateway();
    const tool = zodResponsesFunction({
      name: "get_weather",
      parameters: z.object({ city: z.string() }),
    });
    say(gateway, call("get_weather", '{"city":"合肥"}'));
    const client = open(gateway, key);
    const params = { ...MODEL, tools: [tool] };
    const input: OpenAI.Responses.ResponseInput = [{ role: "user", content: "天气" }];
    const { output } = await client.responses.parse({ ...params, input });
    const [made] = output;
    if (made?.type !== "function_call") throw new Error("no call");
    expect(made.parsed_arguments).toEqual({ city: "合肥" });
    const result = { type: "function_call_output" as const, call_id: made.call_id, output: "晴" };
    const { parsed_arguments: _parsed, ...item } = made;
    const second = await client.responses.create({ ...params, input: [...input, item, result] });
    expect(second.output_text).toContain("晴");
  });
});

describe("OpenAI's client", () => {
  it("throws one error when a stream fails, from its loop and from its builder", async () => {
    await using gateway = await startGateway();
    const fail = failAfter(["半"], 11_202, "m");
    gateway.simulator.play(fail, fail);
    const failure = {
      code: "rate_limit_exceeded",
      message: expect.stringMatching(/try again in 1s/),
    };
    const loop = async () =>
      collect(await open(gateway).responses.create({ ...ASK, stream: true }));
    await expect(loop()).rejects.toMatchObject(failure);
    const built = open(gateway).responses.stream(ASK).finalResponse();
    await expect(built).rejects.toBeInstanceOf(APIError);
  });

  it("throws by status before any text, with code, param and header", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_907, "m"));
    await expect(open(gateway).responses.create(ASK)).rejects.toMatchObject({
      status: 400,
      code: "context_length_exceeded",
      param: "input",
    });
    const none = open(gateway).responses.create({ ...ASK, previous_response_id: "resp_1" });
    await expect(none).rejects.toMatchObject({
      status: 400,
      code: "previous_response_not_found",
      param: "previous_response_id",
    });
  });

  it("does not retry when a kept response is missing", async () => {
    await using gateway = await startGateway();
    const client = open(gateway).withOptions({ maxRetries: 2 });
    await expect(client.responses.retrieve("resp_1")).rejects.toMatchObject({ status: 404 });
    expect(gateway.log.filter(({ event }) => event === "request")).toHaveLength(1);
  });

  it("continues, retrieves, lists and deletes kept responses", async () => {
    await using gateway = await startKeeping();
    const client = open(gateway);
    say(gateway, { texts: ["甲"] });
    const first = await client.responses.create({ ...MODEL, input: "一" });
    say(gateway, { texts: ["乙"] });
    const previous = { previous_response_id: first.id };
    const second = await client.responses
      .stream({ ...MODEL, input: "二", ...previous })
      .finalResponse();
    expect(second.previous_response_id).toBe(first.id);
    expect((await client.responses.retrieve(second.id)).output_text).toBe("乙");
    const items = await collect(client.responses.inputItems.list(second.id, { limit: 1 }));
    expect(items.map((item) => (item.type === "message" ? item.content[0] : null))).toMatchObject([
      { text: "二" },
      { text: "甲" },
      { text: "一" },
    ]);
    await client.responses.delete(first.id);
    await expect(client.responses.retrieve(first.id)).rejects.toMatchObject({ status: 404 });
    await expect(client.responses.cancel(second.id)).rejects.toMatchObject({ status: 400 });
  });

  it("may send a tool as returned in the answer, by its own types", async () => {
    await using gateway = await startGateway();
    const response = await open(gateway).responses.create({ ...ASK, tools: [WEATHER] });
    expect(response.tools).toEqual([WEATHER]);
  });
});
