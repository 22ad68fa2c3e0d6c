import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/messages/request-schema";

import { FAULTS } from "../../simulator/faults";
import { ASK, bearer, post } from "../messages/anthropic";
import { REQUESTS } from "../messages/claude-code";
import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readDocument } from "./openapi";

const PATH = "/v1/messages";
const SCHEMA = "/components/schemas/MessagesRequest";
const tool = { name: "a", input_schema: {} };

describe.each(SERVICES)("OpenAPI document: messages over %s", (_, key) => {
  it.each(FAULTS.map(({ name }) => name))("describes the answer to the fault %s", async (name) => {
    await using gateway = await startGateway({
      settings: {
        CONNECT_TIMEOUT_MS: "150",
        FIRST_FRAME_TIMEOUT_MS: "150",
        IDLE_TIMEOUT_MS: "150",
      },
      simulator: { wait: async () => {} },
    });
    const { findDeviations } = await readDocument(gateway);
    const messages = [{ role: "user", content: `/simulate ${name}` }];
    for (const stream of [false, true]) {
      const response = await post(gateway, { ...ASK, messages, stream }, { headers: bearer(key) });
      expect(await findDeviations(PATH, "post", response)).toEqual([]);
    }
  });

  it.each(Object.entries(REQUESTS))(
    "describes Claude Code's %s and its answer",
    async (_what, body) => {
      await using gateway = await startGateway();
      const { findDeviations, findProblem } = await readDocument(gateway);
      const asked = { model: "4.0Ultra", ...body };
      expect(findProblem(SCHEMA, asked)).toBeNull();
      const response = await post(gateway, asked, { headers: bearer(key) });
      expect(response.status).toBe(200);
      expect(await findDeviations(PATH, "post", response)).toEqual([]);
    },
  );
});

describe("OpenAPI document: messages", () => {
  it.each<[path: string, method: string, body: unknown, init?: object]>([
    [PATH, "post", "{"],
    [PATH, "post", { ...ASK, model: "gpt-9" }],
    [PATH, "post", { ...ASK, thread: {} }],
    [PATH, "post", ASK, { headers: { "x-app-id": "x" } }],
    [PATH, "post", { ...ASK, system: "x".repeat(20_000) }],
    [PATH, "post", ASK, { headers: { "content-encoding": "compress" } }],
    ["/v1/messages/count_tokens", "post", ASK],
    ["/v1/messages/count_tokens", "post", { ...ASK, model: "gpt-9" }],
    ["/v1/messages/count_tokens", "post", { ...ASK, messages: 5 }],
  ])("describes the answer of %s %s to %j", async (path, method, body, init) => {
    await using gateway = await startGateway({ settings: { MAX_BODY_BYTES: "16KB" } });
    const { findDeviations } = await readDocument(gateway);
    const response = await post(gateway, body, { path, ...init });
    expect(await findDeviations(path, method, response)).toEqual([]);
  });

  it.each([
    ["/v1/models", "/v1/models?limit=3"],
    ["/v1/models", "/v1/models?limit=0"],
    ["/v1/models/{id}", "/v1/models/lite"],
    ["/v1/models/{id}", "/v1/models/nobody"],
  ])("describes the answer of %s to Anthropic's clients: %s", async (path, url) => {
    await using gateway = await startGateway();
    const { findDeviations } = await readDocument(gateway);
    const response = await gateway.fetch(url, { headers: { "anthropic-version": "2023-06-01" } });
    expect(await findDeviations(path, "get", response)).toEqual([]);
  });

  it("describes every field of a request", async () => {
    await using gateway = await startGateway();
    const { document } = await readDocument(gateway);
    const { properties } = document.components.schemas["MessagesRequest"] ?? {};
    for (const name of KNOWN_FIELDS) expect(properties?.[name]?.description).toMatch(/\.$/);
  });

  const anything = fc.oneof(
    fc.constantFrom<unknown>(null, true, "", "text", [], {}, [null], [1], ["a", ""]),
    fc.integer({ min: -3, max: 8 }),
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.constantFrom("auto", "disabled"),
    fc.constantFrom<unknown>(
      { type: "auto" },
      { type: "enabled" },
      { type: "any", disable_parallel_tool_use: null },
      { type: "json_schema", schema: {} },
      { format: { type: "json_schema", schema: { type: "object" } } },
      { user_id: 5 },
      [{ type: "text", text: "x" }],
      [{ type: "thinking" }],
      [{ type: "image", source: { type: "url" } }],
      [tool],
      [{ ...tool, input_schema: 1 }],
      [{ type: "web_search_20250305" }],
    ),
  );
  const names = [...KNOWN_FIELDS, "never_heard_of"].filter((name) => name !== "messages");
  const field = fc.tuple(fc.constantFrom(...names), anything);
  const turn = fc.record({
    role: fc.constantFrom("user", "assistant", "system", "tool"),
    content: anything,
  });
  const body = fc
    .record({
      fields: fc.array(field, { maxLength: 2 }),
      history: fc.array(turn, { maxLength: 1 }),
    })
    .map(({ fields, history }) =>
      Object.assign(
        {},
        ASK,
        { model: "4.0Ultra", messages: [...history, ...ASK.messages] },
        Object.fromEntries(fields),
      ),
    );
  /** Errors that no schema can express. */
  const BEYOND = /does not exist|nothing to call|JSON Schema cannot be used|no PDF|not supported/;

  it("accepts and rejects the same requests as the gateway", async () => {
    await using gateway = await startGateway();
    const { findProblem } = await readDocument(gateway);
    const tally = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(body, async (asked) => {
        const response = await post(gateway, asked, { path: "/v1/messages/count_tokens" });
        const answer = await response.text();
        if (response.status !== 200 && BEYOND.test(answer)) return;
        const problem = findProblem("/components/schemas/CountTokensRequest", asked);
        tally[problem === null ? "taken" : "refused"] += 1;
        const isTaken = response.status === 200;
        const isAlike = isTaken === (problem === null);
        expect({ isAlike, asked, problem, answer }).toMatchObject({ isAlike: true });
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(100);
  });
});
