import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estimateTokens } from "./estimate";
import { ask, joinText, type Question, type ReceivedFrame } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

const WEATHER = {
  name: "get_weather",
  description: "查询天气",
  parameters: {
    type: "object",
    properties: {
      city: { type: "string" },
      days: { type: "integer", minimum: 3 },
      unit: { type: "string", enum: ["celsius", "kelvin"] },
      detailed: { type: "boolean" },
      hours: { type: "array", items: { type: "number" } },
      place: { type: "object", properties: { street: { type: "string" } } },
    },
    required: ["city"],
  },
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const say = (question: Omit<Question, "url"> = {}) => ask({ url: simulator.url, ...question });

describe("default answer", () => {
  test("calls itself simulated and describes the request that arrived", async () => {
    const { frames } = await say({
      header: { uid: "somebody" },
      chat: { temperature: 0.7, max_tokens: 999 },
      payload: {
        message: {
          text: [
            { role: "system", content: "你是诗人" },
            { role: "user", content: "写一句" },
            { role: "assistant", content: "春眠不觉晓" },
            { role: "user", content: "再写一句 👍🏽" },
          ],
        },
      },
    });
    const answer = joinText(frames);
    expect(answer).toContain("模拟");
    expect(answer).not.toContain("[Simulated]");
    expect(answer).toContain("路径：/v3.5/chat，domain：generalv3.5");
    expect(answer).toContain('uid="somebody" · temperature=0.7 · max_tokens=999');
    expect(answer).toContain("消息：4 条（system → user → assistant → user）");
    expect(answer).toContain("您说：「再写一句 👍🏽」");
  });

  test("sends frames with status 0, 1 …, 2, seq from 0, one sid and usage last", async () => {
    const { frames } = await say();
    const statuses = frames.map(({ header, payload }) => {
      expect(payload?.choices?.status).toBe(header.status);
      return header.status;
    });
    expect(statuses).toEqual([0, ...Array<number>(frames.length - 2).fill(1), 2]);
    expect(frames.map(({ payload }) => payload?.choices?.seq)).toEqual([...frames.keys()]);
    expect(new Set(frames.map(({ header }) => header.sid)).size).toBe(1);
    expect(frames.filter(({ payload }) => payload?.usage)).toEqual([frames.at(-1)]);
    for (const { payload } of frames.slice(0, -1)) {
      const { length } = Array.from(payload?.choices?.text[0]?.content ?? "");
      expect(length).toBeGreaterThanOrEqual(5);
      expect(length).toBeLessThanOrEqual(12);
    }
  });

  test("never splits a surrogate pair", async () => {
    const { frames } = await say({ content: "👨‍👩‍👧‍👦".repeat(20) });
    for (const { payload } of frames)
      expect(payload?.choices?.text[0]?.content).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
  });

  test("counts the tokens of prompt and answer", async () => {
    const { frames } = await say({ content: "你好" });
    const usage = frames.at(-1)?.payload?.usage?.text;
    const completion = estimateTokens(joinText(frames));
    expect(usage).toEqual({
      question_tokens: 2,
      prompt_tokens: 2,
      completion_tokens: completion,
      total_tokens: completion + 2,
    });
  });

  test("stops at max_tokens and reports them as used", async () => {
    const whole = joinText((await say()).frames);
    const { frames } = await say({ chat: { max_tokens: 20 } });
    expect(frames.at(-1)?.payload?.usage?.text.completion_tokens).toBe(20);
    expect(whole.length).toBeGreaterThan(joinText(frames).length);
    expect(estimateTokens(joinText(frames))).toBeLessThanOrEqual(20);
  });

  test("waits paceMs between its frames", async () => {
    const waits: number[] = [];
    const paced = await startSimulator({
      paceMs: 40,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    const { frames } = await ask({ url: paced.url });
    expect(waits).toEqual(Array<number>(frames.length - 1).fill(40));
    await paced.close();
  });
});

describe("x1 answers", () => {
  test.each([
    ["/v1/x1", "x1"],
    ["/x2", "spark-x"],
  ])("sends reasoning with empty content before the text on %s", async (path, domain) => {
    const { frames } = await say({ path, chat: { domain } });
    const items = frames.map(({ payload }) => payload?.choices?.text[0]);
    const firstText = items.findIndex((item) => item?.content !== "");
    expect(firstText).toBeGreaterThan(1);
    for (const item of items.slice(0, firstText)) expect(item?.reasoning_content).not.toBe("");
    for (const item of items.slice(firstText)) expect(item).not.toHaveProperty("reasoning_content");
  });

  test("sends no reasoning when thinking is disabled", async () => {
    const chat = { domain: "x1", thinking: { type: "disabled" } };
    const { frames } = await say({ path: "/v1/x1", chat });
    expect(JSON.stringify(frames)).not.toContain("reasoning_content");
  });

  test("spends max_tokens on reasoning too", async () => {
    const { frames } = await say({ path: "/v1/x1", chat: { domain: "x1", max_tokens: 5 } });
    expect(joinText(frames)).toBe("");
    expect(frames.at(-1)?.payload?.usage?.text.completion_tokens).toBe(5);
  });
});

describe("function calls", () => {
  test("sends a call in exactly one frame, with arguments that fit the schema", async () => {
    const { frames } = await say({ content: "合肥", payload: functions() });
    expect(frames).toHaveLength(1);
    expect(frames[0]).toMatchObject({
      header: { status: 2 },
      payload: {
        choices: {
          status: 2,
          seq: 0,
          text: [{ content: "", function_call: { name: "get_weather" } }],
        },
        usage: { text: { completion_tokens: 0 } },
      },
    });
    expect(readArguments(frames[0])).toEqual({
      city: "合肥",
      days: 3,
      unit: "celsius",
      detailed: true,
      hours: [1],
      place: { street: "合肥" },
    });
  });

  test.each(["工具 get_weather 返回：晴", "Tool result: sunny", "[function_call output] sunny"])(
    "sends no further call after %s",
    async (content) => {
      const { frames } = await say({ content, payload: functions(content) });
      expect(joinText(frames)).toMatch(/^(【模拟回答】|\[Simulated\])/);
    },
  );

  function readArguments(frame: ReceivedFrame | undefined): unknown {
    const call = frame?.payload?.choices?.text[0]?.function_call;
    return JSON.parse(call?.arguments ?? "");
  }

  function functions(content = "合肥") {
    return {
      message: { text: [{ role: "user", content }] },
      functions: { text: [WEATHER] },
    };
  }
});

describe("web search", () => {
  const search = (options: object) => ({ tools: [{ type: "web_search", web_search: options }] });

  test("sends its sources before the text, in a frame without choices", async () => {
    const { frames } = await say({ chat: search({ enable: true, show_ref_label: true }) });
    const [first, second] = frames;
    expect(first?.header.status).toBe(1);
    expect(first?.payload).not.toHaveProperty("choices");
    const [plugin] = first?.payload?.plugins?.text ?? [];
    expect(plugin?.name).toBe("ifly_search");
    expect(JSON.parse(plugin?.content ?? "")).toContainEqual(
      expect.objectContaining({ index: 1, url: expect.any(String), title: expect.any(String) }),
    );
    expect(second?.payload?.choices).toMatchObject({ status: 0, seq: 0 });
    expect(joinText(frames)).toContain("联网搜索：已开启，已返回参考来源");
  });

  test("is on for models that can search unless it is disabled", async () => {
    expect(joinText((await say()).frames)).toContain("联网搜索：已开启");
    const off = await say({ chat: search({ enable: false }) });
    expect(joinText(off.frames)).not.toContain("联网搜索");
    const lite = await say({ path: "/v1.1/chat", chat: { domain: "lite" } });
    expect(joinText(lite.frames)).not.toContain("联网搜索");
  });
});
