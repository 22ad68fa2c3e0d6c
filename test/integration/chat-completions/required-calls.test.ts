import { describe, expect, it } from "vitest";

import { answer, callFunction, perform } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

const ASK = { model: "generalv3.5", messages: [{ role: "user" as const, content: "张三，30 岁" }] };
const usage = (completion: number) => ({
  question_tokens: 1,
  prompt_tokens: 9,
  completion_tokens: completion,
  total_tokens: 9 + completion,
});
const CLOCK = { tools: [{ type: "function" as const, function: { name: "clock" } }] };

describe("a forced tool call", () => {
  const REQUIRED = { ...ASK, ...CLOCK, tool_choice: "required" as const };
  const NAMED = { ...REQUIRED, tool_choice: { type: "function", function: { name: "clock" } } };
  const CALL = callFunction({ name: "clock", arguments: "{}" });

  it.each([
    ["required", REQUIRED, false],
    ["required, streamed", REQUIRED, true],
    ["named", NAMED, false],
    ["named, streamed", NAMED, true],
  ])("is requested once more when text arrives instead (%s)", async (_, ask, stream) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["现在", "三点"]), CALL);
    const response = await gateway.post({ ...ask, stream });
    expect(response.status).toBe(200);
    const body = stream
      ? JSON.stringify((await readStream(response)).values)
      : await response.text();
    expect(body).toContain('"tool_calls":[{');
    expect(body).not.toContain("三点");
    expect(gateway.simulator.connections).toHaveLength(2);
    const again = await gateway.simulator.connections[1]?.request;
    expect(again?.payload.message.text.slice(-2)).toMatchObject([
      { role: "assistant", content: "现在三点" },
      { role: "user", content: expect.stringContaining("必须调用函数 clock") },
    ]);
  });

  it.each([true, false])(
    "returns 502 without retry when the forced call never comes (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(answer(["一"]), answer(["二"]));
      const response = await gateway.post({ ...REQUIRED, stream });
      expect(response.status).toBe(502);
      expect(response.headers.get("x-should-retry")).toBe("false");
      expect(await response.json()).toMatchObject({ error: { code: "invalid_model_output" } });
      expect(gateway.simulator.connections).toHaveLength(2);
    },
  );

  it("adds up the tokens of both attempts", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{}" };
    gateway.simulator.play(
      answer(["一"], { usage: usage(2) }),
      perform({ texts: [], call, usage: usage(3) }),
    );
    const { usage: counted } = await (await gateway.post(REQUIRED)).json();
    expect(counted).toMatchObject({ prompt_tokens: 18, completion_tokens: 5, total_tokens: 23 });
  });

  it("keeps the text before the call, and asks only once when the call comes at once", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{}" };
    gateway.simulator.play(perform({ texts: ["看一下", "。"], call }));
    const { choices } = await (await gateway.post(REQUIRED)).json();
    expect(choices[0].message).toMatchObject({ content: "看一下。", tool_calls: [{}] });
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it.each([true, false])(
    "is requested once more when another function is called (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      const other = callFunction({ name: "weather", arguments: "{}" });
      gateway.simulator.play(other, CALL);
      const text = await (await gateway.post({ ...NAMED, stream })).text();
      expect(text).toContain('"clock"');
      expect(text).not.toContain("weather");
      gateway.simulator.play(other, other);
      expect((await gateway.post({ ...NAMED, stream })).status).toBe(502);
    },
  );

  it("is requested once more when a stop sequence came first", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["看。"]), CALL);
    const { choices } = await (await gateway.post({ ...REQUIRED, stop: "。" })).json();
    expect(choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { tool_calls: [{}] },
    });
  });

  it("estimates the tokens of both attempts when Spark counted neither", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{}" };
    gateway.simulator.play(
      answer(["很长的话".repeat(100)], { usage: null }),
      perform({ texts: [], call, usage: null }),
    );
    const { usage: counted } = await (await gateway.post(REQUIRED)).json();
    expect(counted.estimated).toBe(true);
    expect(counted.completion_tokens).toBeGreaterThan(200);
  });

  it.each([
    [{ tool_choice: "required" }, "tool_choice"],
    [{ tools: [], tool_choice: "required" }, "tool_choice"],
    [{ function_call: { name: "clock" } }, "function_call"],
    [{ functions: [], function_call: { name: "clock" } }, "function_call"],
  ])("rejects a forced call with 400 when no function is declared: %j", async (fields, param) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, ...fields });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_value", param } });
  });

  it("is not required for Spark's own web search", async () => {
    await using gateway = await startGateway();
    const fields = { tools: [{ type: "web_search" }], tool_choice: "required" };
    expect((await gateway.post({ ...ASK, model: "4.0Ultra", ...fields })).status).toBe(200);
  });

  it("drops response_format and lists it as ignored", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(CALL);
    const format = { response_format: { type: "json_object" } };
    const response = await gateway.post({ ...REQUIRED, ...format });
    expect(response.headers.get("x-spark-ignored")).toBe("response_format");
    const { request } = await gateway.simulator.connection(0);
    expect(JSON.stringify(await request)).not.toContain("JSON 对象");
  });

  it("is not requested again when the answer was cut off", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["想"], { usage: usage(1) }));
    const response = await gateway.post({ ...REQUIRED, max_tokens: 1 });
    expect((await response.json()).choices[0]).toMatchObject({ finish_reason: "length" });
    expect(gateway.simulator.connections).toHaveLength(1);
  });
});
