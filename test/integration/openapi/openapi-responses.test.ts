import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/responses/request/request-schema";

import { FAULTS } from "../../simulator/faults";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readDocument } from "./openapi";

const PATH = "/v1/responses";

const post = (gateway: Gateway, body: unknown, key?: string): Promise<Response> =>
  gateway.fetch(PATH, {
    method: "POST",
    body: JSON.stringify(body),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
  });

describe.each(SERVICES)("OpenAPI document: responses over %s", (_, key) => {
  it.each<[what: string, body: object]>([
    ["text", { input: "你好" }],
    ["thinking", { model: "spark-x", input: "/simulate reasoning" }],
    ["a summary of thinking", { model: "spark-x", input: "你好", reasoning: { summary: "auto" } }],
    ["a search", { input: "/simulate plugins", tools: [{ type: "web_search" }] }],
    [
      "a call",
      { input: "/simulate function-call", tools: [{ type: "function", name: "get_weather" }] },
    ],
    [
      "a custom call",
      { input: "/simulate function-call", tools: [{ type: "custom", name: "get_weather" }] },
    ],
    ["estimated usage", { input: "/simulate no-usage" }],
    ["late moderation", { input: "/simulate 10014-late" }],
  ])("describes a response with %s", async (_what, body) => {
    await using gateway = await startGateway({ settings: { RESPONSES_STORE: "memory" } });
    const { findDeviations, findRequestProblem } = await readDocument(gateway);
    const asked = { model: "4.0Ultra", ...body };
    expect(findRequestProblem(asked, "ResponseRequest")).toBeNull();
    for (const stream of [false, true]) {
      const response = await post(gateway, { ...asked, stream }, key);
      expect(response.status).toBe(200);
      expect(await findDeviations(PATH, "post", response)).toEqual([]);
    }
  });

  it.each(FAULTS.map(({ name }) => name))(
    "describes the response to the fault %s, whole and streamed",
    async (name) => {
      await using gateway = await startGateway({
        settings: {
          CONNECT_TIMEOUT_MS: "150",
          FIRST_FRAME_TIMEOUT_MS: "150",
          IDLE_TIMEOUT_MS: "150",
        },
        simulator: { wait: async () => {} },
      });
      const { findDeviations } = await readDocument(gateway);
      for (const stream of [false, true]) {
        const body = { model: "lite", input: `/simulate ${name}`, stream };
        expect(await findDeviations(PATH, "post", await post(gateway, body, key))).toEqual([]);
      }
    },
  );
});

describe("OpenAPI document: kept responses", () => {
  it("describes reading, listing and deleting, and the failure to cancel", async () => {
    await using gateway = await startGateway({ settings: { RESPONSES_STORE: "memory" } });
    const { findDeviations } = await readDocument(gateway);
    const made = await post(gateway, { model: "lite", input: "你好" });
    const { id } = (await made.json()) as { id: string };
    const row = `${PATH}/{id}`;
    const cases = [
      ["get", row, `${PATH}/${id}`, 200],
      ["get", `${row}/input_items`, `${PATH}/${id}/input_items`, 200],
      ["get", `${row}/input_items`, `${PATH}/${id}/input_items?limit=0`, 400],
      ["post", `${row}/cancel`, `${PATH}/${id}/cancel`, 400],
      ["get", row, `${PATH}/${id}?stream=true`, 400],
      ["delete", row, `${PATH}/${id}`, 200],
      ["get", row, `${PATH}/${id}`, 404],
    ] as const;
    for (const [method, path, url, status] of cases) {
      const response = await gateway.fetch(url, { method: method.toUpperCase() });
      expect(response.status).toBe(status);
      expect(await findDeviations(path, method, response)).toEqual([]);
    }
  });
});

describe("OpenAPI document: requests for a response", () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, "", "text", [], {}, [null], [1], ["a", ""], [""]),
    fc.integer({ min: -4, max: 8 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.constantFrom("auto", "none", "required", "disabled", "low"),
    fc.constantFrom({ type: "text" }, { type: "disabled" }, { effort: "low" }, { summary: 1 }),
  );
  const item = fc.oneof(
    fc.record({ role: fc.constantFrom("user", "assistant", "robot"), content: anything }),
    fc.constantFrom<unknown>(
      { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
      { type: "function_call", call_id: "c", name: "f", arguments: {} },
      { type: "function_call_output", call_id: "c", output: [{ type: "input_text", text: "x" }] },
      { type: "function_call_output", call_id: "c", output: 5 },
      { type: "reasoning", id: "rs_1" },
      { type: "mcp_call" },
      { type: "never_heard_of" },
      "text",
    ),
  );
  const tools = fc.array(
    fc.constantFrom<unknown>(
      { type: "function", name: "f", parameters: null },
      { type: "function", name: "" },
      { type: "custom", name: "c", format: { type: "text" } },
      { type: "namespace", name: "n", tools: [{ type: "function", name: "f" }] },
      { type: "namespace", name: "n" },
      { type: "web_search", search_context_size: "huge" },
      { type: 5 },
    ),
    { maxLength: 3 },
  );
  const names = [...KNOWN_FIELDS, "never_heard_of"].filter((name) => !/^(model|input)$/.test(name));
  const field = fc
    .constantFrom(...names)
    .chain((name) =>
      fc.tuple(fc.constant(name), name === "tools" ? fc.oneof(tools, anything) : anything),
    );
  const body = fc
    .record({
      history: fc.array(item, { maxLength: 2 }),
      fields: fc.array(field, { maxLength: 2 }),
    })
    .map(({ history, fields }) => {
      const input = [...history, { role: "user", content: "你好" }];
      return Object.assign({ model: "4.0Ultra", input }, Object.fromEntries(fields));
    });

  /**
   * Errors that no schema can express: references to kept responses, and a choice of an undeclared
   * function.
   */
  const BEYOND = /keeps no conversations|not among those that were declared|nothing to call/;

  it("accepts and rejects the same requests as the gateway", async () => {
    await using gateway = await startGateway();
    const { findRequestProblem } = await readDocument(gateway);
    const tally = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(body, async (asked) => {
        const response = await post(gateway, asked);
        const answer = await response.text();
        if (response.status !== 200 && BEYOND.test(answer)) return;
        const problem = findRequestProblem(asked, "ResponseRequest");
        tally[problem === null ? "taken" : "refused"] += 1;
        const isTaken = response.status !== 400;
        const verdict = { isTaken, problem, answer: isTaken ? "" : answer };
        expect(verdict).toMatchObject({ isTaken: problem === null });
      }),
      { numRuns: 500 },
    );
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(80);
  });
});
