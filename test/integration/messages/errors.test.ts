import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { failAfter, refuseWith } from "../../simulator/scripts";
import { failHttpAfter } from "../../simulator/http-scripts";
import { thrice } from "../setup/expected";
import { startGateway } from "../setup/gateway";
import { ASK, bearer, post } from "./anthropic";
import { type Expected, expectError } from "./expected";
import { sumUp } from "./grammar";

const INVALID: Expected = [400, "invalid_request_error"];
const LIMIT: Expected = [429, "rate_limit_error"];
const BUSY: Expected = [529, "overloaded_error"];
const BLOCKED = /^Output blocked by content filtering policy/;
const NEVER = "false";
const ANY = /./;

/**
 * What Spark sends and what Anthropic's clients get: the start of the message, and whether they may
 * retry.
 */
const CODES: [number, string, Expected, RegExp?, "false"?][] = [
  [10_003, "ClientMsgError:(1) bad", INVALID],
  [10_003, "invalid model domain", [404, "not_found_error"], /^model: generalv3\.5\. /],
  [10_004, "'$.parameter.chat.top_k' value", INVALID, /^top_k: /],
  [10_006, "busy", LIMIT],
  [11_202, "AppIdQpsOverFlowError", LIMIT],
  [11_201, "daily", [402, "billing_error"], ANY, NEVER],
  [11_200, "AppIdNoAuthError:(1) tokens.total", [402, "billing_error"], ANY, NEVER],
  [11_200, "AppIdNoAuthError:(1) domain.x", [403, "permission_error"], ANY, NEVER],
  [10_015, "blacklist", [403, "permission_error"], ANY, NEVER],
  [10_013, "review", INVALID, BLOCKED, NEVER],
  [10_021, "review", INVALID, BLOCKED, NEVER],
  [10_029, "side", INVALID],
  [10_907, "too long", INVALID, /^prompt is too long: 8193 tokens > 8192 maximum/],
  [10_008, "capacity", BUSY],
  [10_110, "ServiceIsBusyError", BUSY],
  [77_777, "nobody knows", BUSY],
];

describe.each(CODES)(
  "Messages API: Spark's error %d %j",
  (code, detail, expected, words, retry) => {
    it("returns Anthropic's error before the first token, whole and streamed", async () => {
      await using gateway = await startGateway();
      for (const stream of [false, true]) {
        gateway.simulator.clear();
        gateway.simulator.play(...thrice(refuseWith(code, detail)));
        const response = await post(gateway, { ...ASK, stream });
        expect(response.headers.get("x-should-retry")).toBe(retry ?? null);
        const isLater = [429, 529].includes(expected[0]);
        expect(response.headers.get("retry-after") !== null).toBe(isLater);
        const { message } = await expectError(response, expected);
        expect(message).toMatch(words ?? ANY);
        expect(message).toMatch(new RegExp(`\\(Spark ${code}, sid cht\\S+\\)$`));
      }
    });

    it("sends an error event with the same type and message mid-stream", async () => {
      await using gateway = await startGateway();
      gateway.simulator.play(failAfter(["半个"], code, detail));
      const response = await post(gateway, { ...ASK, stream: true });
      expect(response.status).toBe(200);
      const { message, error } = sumUp(await response.text());
      expect(message.content).toEqual([{ type: "text", text: "半个" }]);
      expect(error?.error.type).toBe(expected[1]);
      if (words === BLOCKED) expect(error?.error.message).toMatch(BLOCKED);
      expect(error?.error.message).toMatch(new RegExp(`\\(Spark ${code}, sid cht\\S+\\)$`));
      expect(error?.request_id).toBe(response.headers.get("request-id"));
    });
  },
);

describe("Messages API errors", () => {
  it("reports the token count of a prompt that is too long", async () => {
    await using gateway = await startGateway();
    const messages = [{ role: "user", content: "长".repeat(30_000) }];
    const response = await post(gateway, { ...ASK, messages });
    const { message } = await expectError(response, INVALID);
    expect(message).toMatch(/^prompt is too long: 20000 tokens > 8192 maximum/);
  });

  it.each([
    [10_907, "invalid_request_error", /^prompt is too long: 8193 tokens > 8192 maximum/],
    [10_013, "invalid_request_error", BLOCKED],
    [11_201, "billing_error", ANY],
  ])("words Spark's %d the same after an early start", async (code, type, words) => {
    await using gateway = await startGateway({ settings: { STREAM_COMMIT_MS: "20" } });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await refuseWith(code, "m")(stage);
    });
    const response = await post(gateway, { ...ASK, stream: true });
    goOn();
    const { message, error } = sumUp(await response.text());
    expect(message.content).toEqual([]);
    expect(error?.error).toMatchObject({ type, message: expect.stringMatching(words) });
  });

  it("words Spark's moderation the same over HTTP", async () => {
    const { apiPassword } = DEMO_APP;
    await using gateway = await startGateway();
    gateway.simulator.playHttp(failHttpAfter([], 10_013, "review"));
    const response = await post(gateway, ASK, { headers: bearer(apiPassword) });
    expect((await expectError(response, INVALID)).message).toMatch(BLOCKED);
  });

  it.each<[what: string, body: unknown, expected: Expected, words: RegExp]>([
    ["no JSON", "{", INVALID, /not valid JSON/],
    ["no object", "[]", INVALID, /JSON object with `model`, `max_tokens` and `messages`/],
    ["no max_tokens", { ...ASK, max_tokens: undefined }, INVALID, /^max_tokens: is missing/],
    ["max_tokens of null", { ...ASK, max_tokens: null }, INVALID, /^max_tokens: is missing/],
    ["max_tokens of 0", { ...ASK, max_tokens: 0 }, INVALID, /^max_tokens: /],
    ["no messages", { ...ASK, messages: [] }, INVALID, /^messages: must hold at least one/],
    ["a temperature over 1", { ...ASK, temperature: 1.5 }, INVALID, /^temperature: /],
    ["a top_k below 0", { ...ASK, top_k: -1 }, INVALID, /^top_k: /],
    ["an empty stop sequence", { ...ASK, stop_sequences: [""] }, INVALID, /^stop_sequences\.0: /],
    ["an unknown model", { ...ASK, model: "gpt-9" }, [404, "not_found_error"], /^model: gpt-9 /],
    [
      "an unknown block",
      { ...ASK, messages: [{ role: "user", content: [{ type: "smell" }] }] },
      INVALID,
      /^messages\.0\.content\.0\.type: /,
    ],
    [
      "tools for a model without",
      { ...ASK, model: "lite", tools: [{ name: "a", input_schema: {} }] },
      INVALID,
      /^tools: .*calls no functions/,
    ],
    [
      "a tool without a schema",
      { ...ASK, tools: [{ name: "a" }] },
      INVALID,
      /^tools\.0\.input_schema: /,
    ],
    [
      "a schemaless tool",
      { ...ASK, tools: [{ type: "bash_20250124", name: "bash" }] },
      INVALID,
      /^tools\.0\.type: .*custom tool/,
    ],
    [
      "a demanded server tool",
      {
        ...ASK,
        tools: [{ type: "web_fetch_20250910", name: "web_fetch" }],
        tool_choice: { type: "tool", name: "web_fetch" },
      },
      INVALID,
      /^tool_choice: /,
    ],
    [
      "a wrong schema",
      { ...ASK, output_config: { format: { type: "json_schema", schema: { type: "array" } } } },
      INVALID,
      /^output_config\.format\.schema: /,
    ],
    [
      "an answer begun for the model",
      { ...ASK, messages: [...ASK.messages, { role: "assistant", content: "{" }] },
      INVALID,
      /^messages: .*must end with a user message/,
    ],
    [
      "the same before a system message",
      {
        ...ASK,
        messages: [
          ...ASK.messages,
          { role: "assistant", content: "{" },
          { role: "system", content: "x" },
        ],
      },
      INVALID,
      /^messages: .*must end with a user message/,
    ],
    [
      "a body that is too large",
      { ...ASK, system: "x".repeat(20_000) },
      [413, "request_too_large"],
      /limit of 16384 bytes/,
    ],
  ])(
    "rejects %s with Anthropic's error and without contacting Spark",
    async (_, body, expected, words) => {
      await using gateway = await startGateway({ settings: { MAX_BODY_BYTES: "16KB" } });
      const { message } = await expectError(await post(gateway, body), expected);
      expect(message).toMatch(words);
      expect(gateway.simulator.connections).toHaveLength(0);
    },
  );

  it("rejects a thread with the only code that tool runners know", async () => {
    await using gateway = await startGateway();
    for (const path of ["/v1/messages", "/v1/messages/count_tokens"]) {
      for (const thread of [{ type: "create" }, { type: "continue", id: "thread_1" }]) {
        const error = await expectError(await post(gateway, { ...ASK, thread }, { path }), INVALID);
        expect(error.details).toEqual({ error_code: "thread_unsupported_request" });
      }
    }
  });
});
