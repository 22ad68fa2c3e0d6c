import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { joinDeltas, post, stream, type HttpQuestion } from "./reference-http";
import { startSimulator, type Simulator } from "./simulator";

const SID = /^cha000\w{5}@dx\w{18}$/u;
const WEATHER = {
  name: "get_weather",
  description: "查询天气",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const TOOLS = { tools: [{ type: "function", function: WEATHER }] };
const SEARCH = { tools: [{ type: "web_search", web_search: { show_ref_label: true } }] };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ wait: () => Promise.resolve() });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

type Question = Omit<HttpQuestion, "url">;
const ask = (question: Question = {}) => post({ url: simulator.httpUrl, ...question });
const listen = (question: Question = {}) => stream({ url: simulator.httpUrl, ...question });

describe("whole answer over HTTP", () => {
  test("lacks id, object, created, model and finish_reason", async () => {
    const body = (await (await ask()).json()) as object;
    expect(body).toEqual({
      code: 0,
      message: "Success",
      sid: expect.stringMatching(SID),
      choices: [
        { message: { role: "assistant", content: expect.stringContaining("模拟") }, index: 0 },
      ],
      usage: {
        prompt_tokens: 2,
        completion_tokens: expect.any(Number),
        total_tokens: expect.any(Number),
      },
    });
  });

  test("describes the request that arrived", async () => {
    const { choices } = await json({ content: "在吗", temperature: 1.5, user: "me" });
    const { content } = choices[0]?.message ?? {};
    expect(content).toContain("/v1/chat/completions，domain：generalv3.5");
    expect(content).toContain('user="me"');
    expect(content).toContain("temperature=1.5");
    expect(content).toContain("「在吗」");
  });

  test("returns calls as an object without id, or as an array with tool_calls_switch", async () => {
    const [first] = (await json(TOOLS)).choices;
    expect(first?.message.tool_calls).toEqual({
      type: "function",
      function: { name: "get_weather", arguments: '{"city":"你好"}' },
    });
    const [second] = (await json({ ...TOOLS, tool_calls_switch: true })).choices;
    expect(second?.message.tool_calls).toEqual([
      expect.objectContaining({ type: "function", id: "call_1" }),
    ]);
  });

  test.each([
    ["tool_choice none", { tool_choice: "none" }],
    [
      "a tool result",
      {
        messages: [
          { role: "user", content: "a" },
          { role: "assistant", content: "", tool_calls: [] },
          { role: "tool", content: "晴", tool_call_id: "call_1" },
        ],
      },
    ],
  ])("calls no function given %s", async (_case, question) => {
    const [first] = (await json({ ...TOOLS, ...question })).choices;
    expect(first?.message).not.toHaveProperty("tool_calls");
  });

  test("calls the function that tool_choice names", async () => {
    const other = { type: "function", function: { ...WEATHER, name: "other" } };
    const choice = { type: "function", function: { name: "other" } };
    const { choices } = await json({ tools: [...TOOLS.tools, other], tool_choice: choice });
    expect(choices[0]?.message.tool_calls).toMatchObject({ function: { name: "other" } });
  });

  test("returns its sources in a tool message", async () => {
    const { choices } = await json(SEARCH);
    expect(choices.map(({ message }) => message.role)).toEqual(["assistant", "tool"]);
    expect(choices[1]?.message.tool_calls).toEqual([
      { type: "web_search", web_search: { outputs: expect.any(Array) } },
    ]);
  });

  test("reasons first on x1, with heartbeats before the answer on keep_alive", async () => {
    const { choices } = await json({ path: "/v2/chat/completions" });
    expect(choices[0]?.message.reasoning_content).toContain("思考");
    const body = await (await ask({ path: "/x2/chat/completions", keep_alive: true })).text();
    expect(body).toMatch(/^\n\n\{/u);
  });

  type Whole = {
    choices: {
      message: { role: string; content: string; reasoning_content?: string; tool_calls?: unknown };
    }[];
  };
  const json = async (question: Question) => (await (await ask(question)).json()) as Whole;
});

describe("streamed answer over HTTP", () => {
  test("lacks object, model and finish_reason, repeats the role and uses its sid as id", async () => {
    const { chunks } = await listen();
    expect(chunks.length).toBeGreaterThan(3);
    for (const chunk of chunks) {
      const { id, sid } = chunk;
      expect(sid).toMatch(SID);
      expect(id).toBe(sid);
      expect(Object.keys(chunk).filter((key) => key !== "usage")).toEqual([
        "code",
        "message",
        "sid",
        "id",
        "created",
        "choices",
      ]);
      expect(chunk.choices).toEqual([
        { delta: { role: "assistant", content: expect.any(String) }, index: 0 },
      ]);
    }
  });

  test("writes data: with and without a space, and changes created mid-answer", async () => {
    const { events, chunks } = await listen();
    expect(events.some((event) => event.startsWith("data:{"))).toBe(true);
    expect(events.some((event) => event.startsWith("data: {"))).toBe(true);
    expect(events.at(-1)).toBe("data:[DONE]");
    expect(new Set(chunks.map(({ created }) => created)).size).toBeGreaterThan(1);
  });

  test("attaches usage to the last text on v1", async () => {
    const { chunks } = await listen();
    expect(chunks.filter(({ usage }) => usage)).toEqual([chunks.at(-1)]);
    expect(joinDeltas(chunks.slice(-1))).toMatch(/>$/u);
  });

  test.each(["/v2/chat/completions", "/x2/chat/completions"])(
    "sends reasoning first and usage in a chunk of its own on %s",
    async (path) => {
      const { chunks } = await listen({ path });
      expect(chunks.at(-1)).toHaveProperty("usage");
      expect(chunks.at(-1)?.choices).toEqual([{ delta: { role: "assistant" }, index: 0 }]);
      expect(chunks.at(-2)).not.toHaveProperty("usage");
      expect(chunks[0]?.choices?.[0]?.delta).toMatchObject({
        content: "",
        reasoning_content: expect.any(String),
      });
    },
  );

  test("sends calls as an object, and sources as a tool delta before the text", async () => {
    const [call] = (await listen(TOOLS)).chunks;
    expect(call?.choices?.[0]?.delta["tool_calls"]).toMatchObject({ type: "function" });
    expect(call?.usage).toMatchObject({ completion_tokens: 0 });
    const [sources] = (await listen(SEARCH)).chunks;
    expect(sources?.choices?.[0]?.delta).toMatchObject({
      role: "tool",
      tool_calls: [{ type: "web_search" }],
    });
  });
});
