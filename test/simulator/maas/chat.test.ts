import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_APP } from "../apps";
import { startSimulator, type Simulator } from "../simulator";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const ask = (more: object = {}, bearer: string = DEMO_APP.apiKey): Promise<Response> =>
  fetch(`${simulator.httpUrl}/v2/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}` },
    body: JSON.stringify({
      model: "xopglm5",
      messages: [{ role: "user", content: "你好" }],
      ...more,
    }),
  });

test("answers in OpenAI's format, with some members of the engine behind it", async () => {
  expect(await (await ask()).json()).toMatchObject({
    object: "chat.completion",
    model: "xopglm5",
    metadata: { weight_version: "default" },
    choices: [{ index: 0, finish_reason: "stop", message: { tool_calls: null } }],
    usage: { prompt_tokens: expect.any(Number), prompt_tokens_details: { cached_tokens: 0 } },
  });
});

test("streams a role chunk, deltas, a finish chunk, usage without choices, and [DONE]", async () => {
  const body = await (await ask({ stream: true })).text();
  const events = body.split("\n\n").filter(Boolean);
  expect(events.at(-1)).toBe("data: [DONE]");
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice("data: ".length)));
  expect(chunks[0].choices[0].delta).toEqual({ role: "assistant", content: "" });
  expect(chunks.at(-2).choices[0]).toMatchObject({
    delta: { reasoning_content: null },
    finish_reason: "stop",
  });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
});

test("returns calls as an array with id and index", async () => {
  const name = "get_weather";
  const tools = [{ type: "function", function: { name, parameters: { type: "object" } } }];
  const { choices } = await (await ask({ tools })).json();
  expect(choices[0].message.tool_calls).toMatchObject([
    { id: "call_1", index: 0, function: { name } },
  ]);
});

test.each([
  ["max_tokens", { max_tokens: 5 }, 10005],
  ["an unknown field", { tool_calls_switch: true }, 10004],
  ["an unknown model", { model: "lite" }, 10005],
  ["two choices", { n: 2 }, 10004],
])("rejects %s with an integer code", async (_case, more, code) => {
  const response = await ask(more);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code }, id: "" });
});

test("returns an error in the header of a 200 on request", async () => {
  const response = await ask({ messages: [{ role: "user", content: "/simulate header 10004" }] });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ header: { code: 10004, status: 2 } });
});

test("rejects an unknown APIKey", async () => {
  expect((await ask({}, "unknown")).status).toBe(401);
});
