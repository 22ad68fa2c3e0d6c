import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { error as errorSchema } from "@/lib/api/messages/response-schema";

import { startGateway } from "../setup/gateway";
import { ASK, post } from "./anthropic";
import { sumUp } from "./grammar";

const word = fc.constantFrom(
  "",
  "x",
  "\u0000",
  "\ud83d",
  "__proto__",
  "constructor",
  "a".repeat(300),
);
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e9, 1.5, [], {}, [[]], [null], ["x"]),
  word,
  fc.dictionary(word, fc.constantFrom<unknown>(null, 1, "x", []), { maxKeys: 2 }),
);
const block = fc.record(
  {
    type: fc.constantFrom<unknown>(
      "text",
      "image",
      "document",
      "search_result",
      "tool_use",
      "tool_result",
      "tool_reference",
      "tool_addition",
      "thinking",
      "__proto__",
      null,
    ),
    text: junk,
    source: fc.oneof(
      junk,
      fc.record({
        type: fc.constantFrom("base64", "url", "text", "content", "file"),
        data: junk,
        url: word,
        content: junk,
      }),
    ),
    content: junk,
    tool_use_id: word,
    id: word,
    name: word,
    input: junk,
    tool: fc.oneof(junk, fc.record({ type: word, name: word, definition: junk })),
    tool_name: word,
    title: junk,
    is_error: fc.constantFrom<unknown>(true, null, "x"),
  },
  { requiredKeys: ["type"] },
);
const message = fc.record({
  role: fc.constantFrom<unknown>("user", "assistant", "system", "tool", null),
  content: fc.oneof(junk, fc.array(block, { maxLength: 4 })),
});
const tool = fc.record(
  {
    type: fc.constantFrom<unknown>("custom", "web_search_20250305", "bash_20250124", "x", null),
    name: word,
    input_schema: junk,
    description: junk,
    defer_loading: fc.constantFrom<unknown>(true, false, null),
  },
  { requiredKeys: ["name"] },
);
const body = fc.record(
  {
    model: fc.constantFrom<unknown>("4.0Ultra", "spark-x", "claude-x", "vision", "x", 5),
    max_tokens: fc.constantFrom<unknown>(9, 1, 1e9, 0, null),
    messages: fc.oneof(junk, fc.array(message, { maxLength: 4 })),
    system: fc.oneof(junk, fc.array(block, { maxLength: 2 })),
    tools: fc.oneof(junk, fc.array(tool, { maxLength: 3 })),
    tool_choice: fc.oneof(
      junk,
      fc.record({ type: fc.constantFrom("auto", "any", "tool"), name: word }),
    ),
    thinking: junk,
    output_config: junk,
    stop_sequences: junk,
    stream: fc.boolean(),
  },
  { requiredKeys: ["model", "max_tokens", "messages"] },
);

const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe("Messages API: hostile requests", () => {
  it("answers any request completely or rejects it in Anthropic's format", async () => {
    await using gateway = await startGateway();
    await fc.assert(
      fc.asyncProperty(body, async (asked) => {
        const response = await post(gateway, asked);
        const text = await response.text();
        expect(response.status).not.toBe(500);
        if (response.status !== 200) return void errorSchema.parse(JSON.parse(text));
        if (asked.stream) sumUp(text);
      }),
      { numRuns: 1500 },
    );
  });

  it.each<[what: string, fields: object]>([
    [
      "very many blocks",
      { messages: [{ role: "user", content: repeat(60_000, { type: "text", text: "a" }) }] },
    ],
    [
      "very many results",
      {
        messages: [
          { role: "user", content: repeat(60_000, { type: "tool_result", tool_use_id: "t" }) },
        ],
      },
    ],
    [
      "very many turns",
      {
        messages: repeat(30_000, [
          { role: "user", content: "a" },
          { role: "system", content: "b" },
        ]).flat(),
      },
    ],
    ["very many tools", { tools: repeat(40_000, { name: "a", input_schema: {} }) }],
  ])("handles %s without an internal error", async (_, fields) => {
    await using gateway = await startGateway();
    const response = await post(
      gateway,
      { ...ASK, model: "4.0Ultra", ...fields },
      { path: "/v1/messages/count_tokens" },
    );
    expect(response.status).toBe(200);
  });

  it("rejects excessive nesting and names the field", async () => {
    await using gateway = await startGateway();
    const input: unknown = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
    const messages = [
      ...ASK.messages,
      { role: "assistant", content: [{ type: "tool_use", id: "t", name: "a", input }] },
      ...ASK.messages,
    ];
    const response = await post(gateway, { ...ASK, messages });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringMatching(/^messages: .*nested too deep/) },
    });
  });

  it("logs neither a prompt, nor an answer, nor a key", async () => {
    await using gateway = await startGateway();
    const secret = "very-private-7d1f";
    await post(gateway, { ...ASK, system: secret }, { headers: { "x-api-key": secret } });
    await post(gateway, { ...ASK, model: secret }, { headers: { "x-api-key": secret } });
    expect(gateway.log).toHaveLength(2);
    expect(JSON.stringify(gateway.log)).not.toContain(secret);
    expect(JSON.stringify(gateway.log)).not.toContain("模拟");
  });
});
