import { describe, expect, it } from "vitest";

import { message } from "@/lib/api/messages/response-schema";

import type { Plan } from "../../simulator/plan";
import { SOURCES } from "../../simulator/sources";
import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { ASK, bearer, post } from "./anthropic";
import { sumUp } from "./grammar";
import { play, twice } from "./play";

/** Removes ids, which are random. */
const withoutIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"(msg|toolu|srvtoolu)_[0-9a-f]+"/g, '"$1"'));

const THINKER = { model: "spark-x" };
const CALLER = { type: "direct" };
const SIGNATURE = expect.stringMatching(/^[A-Za-z0-9+/]+=*$/);
const clock = { name: "mcp__clock__get-time", input_schema: { type: "object" } };
const search = { type: "web_search_20250305", name: "web_search", max_uses: 5 };
const schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
const text = (said: string) => ({ type: "text", text: said });
const thinking = (thought: string) => ({
  type: "thinking",
  thinking: thought,
  signature: SIGNATURE,
});
const call = (input: object) => ({
  type: "tool_use",
  id: "toolu",
  name: clock.name,
  input,
  caller: CALLER,
});
/** Calls by Spark's name for the function. */
const made = (given: string): Plan => ({
  texts: ["我看看"],
  call: { name: "mcp__clock__get_time_0ycu4m5", arguments: given },
});

const searched = {
  type: "server_tool_use",
  id: "srvtoolu",
  name: "web_search",
  input: { query: "你好" },
  caller: CALLER,
};
const found = {
  type: "web_search_tool_result",
  tool_use_id: "srvtoolu",
  caller: CALLER,
  content: SOURCES.map(({ url, title }) => ({
    type: "web_search_result",
    url,
    title,
    encrypted_content: SIGNATURE,
    page_age: null,
  })),
};

type Case = [what: string, fields: object, plan: Plan, content: unknown[], ending: object];

const END = { stop_reason: "end_turn", stop_sequence: null, stop_details: null };
const USE = { ...END, stop_reason: "tool_use" };
const thought: Plan = { reasoning: ["先", "想"], texts: ["后", "说"] };

const CASES: Case[] = [
  ["text", {}, { texts: ["你", "好"] }, [text("你好")], END],
  [
    "a thought",
    { ...THINKER, thinking: { type: "adaptive", display: "updates" } },
    thought,
    [thinking("先想"), text("后说")],
    END,
  ],
  [
    "a thought without its words",
    { ...THINKER, thinking: { type: "enabled", budget_tokens: 2000, display: "omitted" } },
    thought,
    [thinking(""), text("后说")],
    END,
  ],
  ["a thought that nobody asked for", THINKER, thought, [text("后说")], END],
  [
    "no thought at all when disabled",
    { ...THINKER, thinking: { type: "disabled" } },
    thought,
    [text("后说")],
    END,
  ],
  [
    "a call after a text",
    { tools: [clock] },
    made('{"zone":8}'),
    [text("我看看"), call({ zone: 8 })],
    USE,
  ],
  ["a call without arguments", { tools: [clock] }, made(""), [text("我看看"), call({})], USE],
  [
    "arguments that are no JSON",
    { tools: [clock] },
    made("zone=8"),
    [text("我看看"), call({ _raw: "zone=8" })],
    USE,
  ],
  [
    "arguments that are no object",
    { tools: [clock] },
    made("[8]"),
    [text("我看看"), call({ _raw: "[8]" })],
    USE,
  ],
  [
    "a stop sequence",
    { stop_sequences: ["号外", "好"] },
    { texts: ["你", "好吗"] },
    [text("你")],
    { ...END, stop_reason: "stop_sequence", stop_sequence: "好" },
  ],
  [
    "a stop sequence at once",
    { stop_sequences: ["你好"] },
    { texts: ["你", "好吗"] },
    [],
    { ...END, stop_reason: "stop_sequence", stop_sequence: "你好" },
  ],
  [
    "no more tokens",
    { max_tokens: 2 },
    {
      texts: ["你好"],
      usage: { question_tokens: 1, prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    },
    [text("你好")],
    { ...END, stop_reason: "max_tokens" },
  ],
  [
    "a refusal in the middle",
    {},
    { texts: ["半", "个"], error: { code: 10_014, detail: "敏感" } },
    [text("半个")],
    {
      ...END,
      stop_reason: "refusal",
      stop_details: {
        type: "refusal",
        category: null,
        explanation: expect.stringContaining("10014"),
      },
    },
  ],
  [
    "sources before the text",
    { tools: [search] },
    { texts: ["据", "查"], sources: SOURCES },
    [searched, found, text("据查")],
    END,
  ],
  [
    "no sources that nobody asked for",
    {},
    { texts: ["据", "查"], sources: SOURCES },
    [text("据查")],
    END,
  ],
  ["a search that found nothing", { tools: [search] }, { texts: ["无"] }, [text("无")], END],
  [
    "JSON of a schema",
    { output_config: { format: { type: "json_schema", schema } } },
    { texts: ['```json\n{"n":', "1}\n```"] },
    [text('{"n":1}')],
    END,
  ],
  [
    "JSON of a schema in its old place",
    { output_format: { type: "json_schema", schema } },
    { texts: ['{"n":1}'] },
    [text('{"n":1}')],
    END,
  ],
];

describe.each(SERVICES)("POST /v1/messages over %s", (_, key) => {
  it.each(CASES)(
    "answers with %s, the same whole and streamed",
    async (_what, fields, plan, content, ending) => {
      await using gateway = await startGateway();
      play(gateway, ...twice(plan));
      const body = { ...ASK, ...fields };
      const whole = await post(gateway, body, { headers: bearer(key) });
      expect(whole.status).toBe(200);
      const answer: unknown = await whole.json();
      expect(message.parse(answer)).toEqual(answer);
      expect(withoutIds(answer)).toMatchObject({
        ...ending,
        model: body.model,
        role: "assistant",
        content,
      });
      const stream = await post(gateway, { ...body, stream: true }, { headers: bearer(key) });
      expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
      const sum = sumUp(await stream.text());
      expect(withoutIds(sum.message)).toEqual(withoutIds(answer));
    },
  );
});
