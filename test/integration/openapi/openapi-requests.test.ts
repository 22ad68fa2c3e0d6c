import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/chat-completions/request-schema";
import { IGNORED_FIELDS } from "@/lib/gateway/openapi/fields";

import { startGateway } from "../setup/gateway";
import { readDocument } from "./openapi";

const DECLARED = { name: "declared", parameters: { type: "object", properties: {} } };

/** Valid and invalid values of every kind and around every limit. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "", "text", [], {}, [null], [1], ["a", ""], [""]),
  fc.integer({ min: -4, max: 8 }),
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.constantFrom("auto", "none", "required", "disabled", "low", "json_object"),
  fc.constantFrom({ type: "text" }, { type: "disabled" }, { type: "custom" }, { type: "nothing" }),
);

const textPart = fc.record(
  { type: fc.constantFrom("text", "refusal", "file", "input_audio", "smell"), text: anything },
  { requiredKeys: ["type"] },
);
const call = fc.record(
  {
    id: fc.constantFrom<unknown>("call_1", 1),
    type: fc.constantFrom("function", "custom"),
    function: fc.record(
      {
        name: fc.constantFrom<unknown>("declared", ""),
        arguments: fc.constantFrom<unknown>("{}", {}),
      },
      { requiredKeys: ["name"] },
    ),
  },
  { requiredKeys: ["id", "function"] },
);
const message = fc.record(
  {
    role: fc.constantFrom<unknown>(
      "system",
      "developer",
      "user",
      "assistant",
      "tool",
      "function",
      "robot",
    ),
    content: fc.oneof(fc.constant("text"), anything, fc.array(textPart, { maxLength: 2 })),
    name: fc.constantFrom<unknown>("declared", ""),
    tool_calls: fc.oneof(fc.array(call, { maxLength: 2 }), anything),
    tool_call_id: fc.constantFrom<unknown>("call_1", 1),
    function_call: fc.constantFrom<unknown>(
      { name: "declared", arguments: "{}" },
      { name: "x" },
      null,
    ),
  },
  { requiredKeys: ["role", "content"] },
);

const nested: Record<string, fc.Arbitrary<unknown>> = {
  tools: fc.array(
    fc.constantFrom<unknown>(
      { type: "function", function: DECLARED },
      { type: "function", function: { name: "" } },
      { type: "function", function: { name: "x".repeat(65) } },
      { type: "function" },
      { type: "web_search", search_context_size: "low" },
      { type: "web_search", search_context_size: "huge" },
      { type: "custom", custom: { name: "x" } },
    ),
    { maxLength: 3 },
  ),
  tool_choice: fc.constantFrom<unknown>(
    { type: "function", function: { name: "" } },
    { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [] } },
    { type: "custom", custom: {} },
  ),
  response_format: fc.constantFrom<unknown>(
    { type: "json_schema" },
    { type: "json_schema", json_schema: { schema: {} } },
    { type: "json_schema", json_schema: { name: "x", schema: 5 } },
    { type: "yaml" },
  ),
  stream_options: fc.constantFrom<unknown>({}, { include_usage: null }, { include_usage: 1 }),
  stop: fc.array(fc.constantFrom("", "a", "b"), { maxLength: 6 }),
  logit_bias: fc.constantFrom<unknown>({}, { 5: 1 }),
  modalities: fc.constantFrom<unknown>(["text"], ["text", "audio"], []),
  function_call: fc.constantFrom<unknown>({ name: "" }, { name: 1 }, "required"),
  web_search_options: fc.constantFrom<unknown>({}, { search_context_size: null }),
};

const FIELDS = [...KNOWN_FIELDS, ...IGNORED_FIELDS, "never_heard_of"].filter(
  (name) => name !== "model" && name !== "messages",
);

const field = fc
  .constantFrom(...FIELDS)
  .chain((name) =>
    fc.tuple(fc.constant(name), nested[name] ? fc.oneof(nested[name], anything) : anything),
  );

/**
 * A valid request with some parts replaced. It ends with a question, so that it can be answered.
 */
const body = fc
  .record({
    head: fc.oneof(
      { weight: 8, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.record({ model: anything }) },
      { weight: 1, arbitrary: fc.record({ messages: anything }) },
    ),
    history: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(message, { maxLength: 2 }) },
    ),
    fields: fc.array(field, { maxLength: 2 }),
  })
  .map(({ head, history, fields }) => {
    const messages = [...history, { role: "user", content: "你好" }];
    return Object.assign({ model: "4.0Ultra", messages }, Object.fromEntries(fields), head);
  });

/** Errors that no schema can express: an unknown model, and a choice of an undeclared function. */
const BEYOND = /does not exist|not among those that were declared|nothing to call/;

describe("OpenAPI document: requests", () => {
  it("accepts and rejects the same requests as the gateway", async () => {
    await using gateway = await startGateway();
    const { findRequestProblem } = await readDocument(gateway);
    const tally = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(body, async (asked) => {
        const response = await gateway.post(asked);
        const answer = await response.text();
        if (response.status !== 200 && BEYOND.test(answer)) return;
        const problem = findRequestProblem(asked);
        tally[problem === null ? "taken" : "refused"] += 1;
        const isTaken = response.status !== 400;
        const verdict = { isTaken, problem, answer: isTaken ? "" : answer };
        expect(verdict).toMatchObject({ isTaken: problem === null });
      }),
      { numRuns: 800 },
    );
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(100);
  });

  it("limits the number of fields as the gateway does", async () => {
    await using gateway = await startGateway();
    const { findRequestProblem } = await readDocument(gateway);
    const ask = (count: number) => ({
      model: "lite",
      messages: [{ role: "user", content: "你好" }],
      ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, at])),
    });
    for (const [count, isTaken] of [
      [998, true],
      [999, false],
    ] as const) {
      expect(findRequestProblem(ask(count)) === null).toBe(isTaken);
      expect((await gateway.post(ask(count))).status).toBe(isTaken ? 200 : 400);
    }
  });
});
