import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";

const ASK = { model: "generalv3.5", messages: [{ role: "user" as const, content: "给我一个人" }] };

describe("structured output: hostile schemas", () => {
  it.each([
    [{ type: "json_schema" }, "response_format.json_schema", "invalid_value"],
    [{ type: "yaml" }, "response_format.type", "invalid_value"],
    [
      { type: "json_schema", json_schema: { name: "x", schema: { type: "nonsense" } } },
      "response_format.json_schema.schema",
      "invalid_value",
    ],
    [
      {
        type: "json_schema",
        json_schema: { name: "x", schema: { $ref: "https://example.com/s" } },
      },
      "response_format.json_schema.schema",
      "invalid_value",
    ],
    [
      { type: "json_schema", json_schema: { name: "x", schema: { pattern: "(?<=a)b" } } },
      "response_format.json_schema.schema",
      "invalid_value",
    ],
    [
      { type: "json_schema", json_schema: { name: "x", schema: { enum: ["x".repeat(100_001)] } } },
      "response_format.json_schema.schema",
      "invalid_value",
    ],
  ])("rejects the unusable response_format %j", async (response_format, param, code) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, response_format });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param, code } });
  });

  const branching = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `a${at}`,
      at === 59 ? {} : { allOf: [{ $ref: `#/$defs/a${at + 1}` }, { $ref: `#/$defs/a${at + 1}` }] },
    ]),
  );
  const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
  it.each([
    ["an asynchronous schema", { $async: true, type: "object", required: ["a"] }, 400],
    ["an endlessly branching schema", { $ref: "#/$defs/a0", $defs: branching }, 502],
    ["a self-referencing schema", { $ref: "#" }, 502],
    ["a schema nested 5,000 deep", "DEEP", 400],
    ["an array schema", { type: "array" }, 400],
  ])("handles %s quickly and without an internal error", async (_kind, schema, status) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"b":1}']), answer(['{"b":1}']));
    const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
    const startedAt = performance.now();
    const body = JSON.stringify({ ...ASK, response_format }).replace('"DEEP"', deep);
    const response = await gateway.post(body);
    expect(response.status).toBe(status);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(gateway.log.filter(({ event }) => event === "fault")).toEqual([]);
  });

  it("accepts a schema with 100 patterns and rejects one with 101", async () => {
    await using gateway = await startGateway();
    const post = (count: number) => {
      const property = (_: unknown, at: number) => [`p${at}`, { pattern: `^a{${at}}$` }];
      const properties = Object.fromEntries(Array.from({ length: count }, property));
      const schema = { type: "object", properties };
      const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
      gateway.simulator.play(answer(['{"b":1}']));
      return gateway.post({ ...ASK, response_format });
    };
    expect(await (await post(100)).json()).toMatchObject({ object: "chat.completion" });
    const refused = await post(101);
    expect(refused.status).toBe(400);
    expect((await refused.json()).error.message).toContain("over 100 patterns");
  });

  it("checks each property against its own pattern", async () => {
    await using gateway = await startGateway();
    const properties = { a: { pattern: "^a+$" }, b: { pattern: "^b+$" } };
    const schema = { type: "object", properties };
    gateway.simulator.play(answer(['{"a":"aa","b":"aa"}']), answer(['{"a":"aa","b":"bb"}']));
    const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
    const whole = await (await gateway.post({ ...ASK, response_format })).json();
    expect(whole.choices[0].message.content).toBe('{"a":"aa","b":"bb"}');
  });

  it("checks a pattern prone to catastrophic backtracking quickly", async () => {
    await using gateway = await startGateway();
    const schema = { type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } };
    const hostile = JSON.stringify({ a: `${"a".repeat(5000)}!` });
    gateway.simulator.play(answer([hostile]), answer([hostile]));
    const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
    const startedAt = performance.now();
    const response = await gateway.post({ ...ASK, response_format });
    expect(response.status).toBe(502);
    // JavaScript's own regular expressions would practically never finish here.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
