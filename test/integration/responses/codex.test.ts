import { describe, expect, it } from "vitest";

import { callFunction } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";

const post = (gateway: Gateway, body: object): Promise<Response> =>
  gateway.fetch("/v1/responses", {
    method: "POST",
    body: JSON.stringify({ model: "4.0Ultra", ...body }),
  });
const user = (text: string) => ({ role: "user", content: [{ type: "input_text", text }] });

/** Returns the turns that Spark got, as text. */
async function readTurns(gateway: Gateway): Promise<{ role: string; content: string }[]> {
  const sent = (await readSent(gateway)) as {
    payload: { message: { text: { role: string; content: string }[] } };
  };
  return sent.payload.message.text;
}

describe("history as Codex sends it", () => {
  it("accepts an output that belongs to no call and has a name instead of an id", async () => {
    await using gateway = await startGateway();
    const goal = {
      type: "function_call_output",
      id: "fco_1",
      name: "goal_objective",
      namespace: "agent",
      output: "count to 3",
    };
    const response = await post(gateway, { input: [user("go"), goal] });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe("input[1]");
    const [turn] = await readTurns(gateway);
    expect(turn?.content).toContain("agent__goal_objective");
    expect(turn?.content).toContain("count to 3");
  });

  it("reads one agent's message to another as user text", async () => {
    await using gateway = await startGateway();
    const message = {
      type: "agent_message",
      author: "/root",
      content: [
        { type: "input_text", text: "Payload:\n" },
        { type: "encrypted_content", encrypted_content: "count" },
      ],
    };
    expect((await post(gateway, { input: [message] })).status).toBe(200);
    expect(await readTurns(gateway)).toEqual([{ role: "user", content: "Payload:\ncount" }]);
  });

  it("uses instructions after the last answer as the question", async () => {
    await using gateway = await startGateway();
    const input = [
      user("你好"),
      { role: "assistant", content: "half an" },
      { role: "developer", content: "Offer a permitted alternative." },
    ];
    const response = await post(gateway, { input });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-adjusted")).toBe("input[2].role=user");
    expect((await readTurns(gateway)).at(-1)).toEqual({
      role: "user",
      content: "Offer a permitted alternative.",
    });
  });

  it("rejects a conversation that ends with an answer", async () => {
    await using gateway = await startGateway();
    const input = [user("你好"), { role: "assistant", content: "好" }];
    const response = await post(gateway, { input });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "input" } });
  });

  it.each<[what: string, output: unknown, text: string, ignored: string | null]>([
    ["null", null, "(empty)", null],
    ["an object", { ok: true }, '{"ok":true}', null],
    [
      "lines of text",
      [
        { type: "input_text", text: "a" },
        { type: "text", text: "b" },
      ],
      "ab",
      null,
    ],
    ["an image", [{ type: "input_image", image_url: "data:," }], "[image]", "input[2].output[0]"],
    ["a file", [{ type: "input_file" }], "[file]", "input[2].output[0]"],
    [
      "a part that nobody knows",
      [{ type: "encrypted_content", encrypted_content: "x" }],
      "[encrypted content]",
      "input[2].output[0]",
    ],
  ])("never rejects a tool's output: %s", async (_, output, text, ignored) => {
    await using gateway = await startGateway();
    const call = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
    const input = [user("go"), call, { type: "function_call_output", call_id: "c", output }];
    const response = await post(gateway, { input });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe(ignored);
    expect((await readTurns(gateway)).at(-1)?.content).toContain(text);
  });
});

describe("tools as Codex declares them", () => {
  it("keeps the tool's own name readable in the alias of a long namespace", async () => {
    await using gateway = await startGateway();
    const members = ["ping", "read_the_weather"].map((name) => ({ type: "function", name }));
    const namespace = { type: "namespace", name: "mcp__weather_station_server", tools: members };
    const response = await post(gateway, { input: "go", tools: [namespace] });
    expect(response.status).toBe(200);
    const sent = (await readSent(gateway)) as {
      payload: { functions: { text: { name: string }[] } };
    };
    const names = sent.payload.functions.text.map(({ name }) => name);
    expect(names[0]).toMatch(/^mcp__weather_stati__ping_\w{7}$/);
    expect(names[1]).toMatch(/^mcp__w__read_the_weather_\w{7}$/);
    expect(names.every((name) => name.length <= 32)).toBe(true);
  });

  it("repairs unescaped line breaks in the input of a custom tool", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(
      callFunction({ name: "apply_patch", arguments: '{"input": "*** Begin\n+x\t\\"y\\""}' }),
    );
    const tools = [{ type: "custom", name: "apply_patch", format: { type: "text" } }];
    const response = await post(gateway, { input: "go", tools });
    expect(await response.json()).toMatchObject({
      output: [{ type: "custom_tool_call", input: '*** Begin\n+x\t"y"' }],
    });
  });
});

describe("requests for other routes", () => {
  it("names the chat route in the error for messages", async () => {
    await using gateway = await startGateway();
    const response = await post(gateway, { messages: [{ role: "user", content: "你好" }] });
    const { error } = (await response.json()) as { error: { message: string; param: string } };
    expect([response.status, error.param]).toEqual([400, "input"]);
    expect(error.message).toContain("/v1/chat/completions");
  });

  it.each(["compact", "input_tokens"])("answers /v1/responses/%s with 404", async (name) => {
    await using gateway = await startGateway();
    const response = await gateway.fetch(`/v1/responses/${name}`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
  });
});
