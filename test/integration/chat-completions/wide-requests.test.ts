import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, startGateway } from "../setup/gateway";

const user = { role: "user", content: "好" };
const call = { id: "c", type: "function", function: { name: "f", arguments: "{}" } };
const assistant = { role: "assistant", content: "", tool_calls: [call] };
const result = { role: "tool", tool_call_id: "c", content: "r" };
const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

/** Work that grew with the square of these took minutes and blocked every other request. */
describe("very large requests", () => {
  it.each([
    ["messages of one role", [...repeat(user, 60_000)]],
    ["calls in one turn", [user, ...repeat(assistant, 20_000), user]],
    ["results for one call", [user, assistant, ...repeat(result, 40_000)]],
    [
      "turns",
      repeat([user, { role: "assistant", content: "a" }], 30_000)
        .flat()
        .concat(user),
    ],
  ])("answers a request with very many %s without stalling", async (_, messages) => {
    await using gateway = await startGateway();
    const request = { ...ASK, model: "4.0Ultra", messages, truncation: "auto" };
    // Spark itself may reject it as too long.
    expect([200, 400]).toContain((await gateway.post(request)).status);
  });

  it("answers a request with very many tool results over HTTP without stalling", async () => {
    await using gateway = await startGateway();
    const messages = [user, assistant, ...repeat(result, 40_000)];
    const headers = { authorization: `Bearer ${DEMO_APP.apiPassword}` };
    // One that is new here may send a megabyte.
    expect((await gateway.post(ASK, { headers })).status).toBe(200);
    const response = await gateway.post({ ...ASK, model: "4.0Ultra", messages }, { headers });
    expect([200, 400]).toContain(response.status);
  });
});

describe("abusive requests", () => {
  it.each([
    ["a stop sequence of a million characters", { stop: ["ab".repeat(500_000)] }, "stop[0]"],
    ["129 tools", { tools: repeat({ type: "function", function: { name: "f" } }, 129) }, "tools"],
    ["129 functions", { functions: repeat({ name: "f" }, 129) }, "functions"],
    ["a million messages", { messages: repeat(0, 1_000_000) }, null],
    ["a million tools", { tools: repeat(0, 1_000_000) }, null],
    [
      "a million content parts",
      { messages: [{ role: "user", content: repeat({ type: "text", text: "a" }, 1_000_000) }] },
      null,
    ],
    ["300,000 metadata keys", { metadata: Object.fromEntries(repeat(0, 300_000).entries()) }, null],
  ])("rejects %s with 400", async (_, harm, param) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "4.0Ultra", ...harm });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_value", param } });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it.each([100_000, 130_000, 190_000])(
    "ignores an unknown field of %i values, and rejects as many messages",
    async (count) => {
      await using gateway = await startGateway();
      const passed = await gateway.post({ ...ASK, model: "4.0Ultra", batch: repeat(0, count) });
      expect(passed.status).toBe(200);
      const refused = await gateway.post({ ...ASK, messages: repeat(0, count) });
      expect(await refused.json()).toMatchObject({ error: { param: "messages[0]" } });
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
    },
  );

  it("accepts 128 tools and a stop sequence of 1,000 characters", async () => {
    await using gateway = await startGateway();
    const tools = Array.from({ length: 128 }, (__, at) => ({
      type: "function",
      function: { name: `f${at}` },
    }));
    const request = { ...ASK, model: "4.0Ultra", tools, stop: "x".repeat(1000) };
    expect((await gateway.post(request)).status).toBe(200);
  });
});
