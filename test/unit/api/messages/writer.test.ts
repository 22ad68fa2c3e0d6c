import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { message } from "@/lib/api/messages/response-schema";
import { createMessagesWriter } from "@/lib/api/messages/writer";
import { createAccumulator } from "@/lib/core/accumulator";
import type { Delta } from "@/lib/core/delta";
import { type Generation, PLAIN_GENERATION } from "@/lib/core/generation";
import type { ChoiceBatch } from "@/lib/core/writer";
import { toAnthropicError } from "@/lib/api/messages/errors/error";

import { sumUp } from "../../../integration/messages/grammar";

type Asked = {
  thinking: "shown" | "omitted" | "none";
  hasSearch: boolean;
  isSingle: boolean;
};

const USAGE = { questionTokens: 1, promptTokens: 7, completionTokens: 5, totalTokens: 12 };

/** Creates a writer as one request does; ids depend only on the deltas. */
function createWriter({ thinking, hasSearch, isSingle }: Asked, now = { ms: 0 }) {
  let ids = 0;
  const generation: Generation = {
    ...PLAIN_GENERATION,
    model: "spark-x",
    messages: { name: "messages", value: [] },
    parallelCalls: !isSingle,
    webSearch: hasSearch ? { name: "tools.0", value: { contextSize: "medium" } } : undefined,
  };
  return createMessagesWriter({
    request: {
      model: "Spark-X",
      messages: [
        { role: "user", content: "问".repeat(300) },
        { role: "system", content: "Of the client, not of the user" },
      ],
      ...(thinking !== "none" && {
        thinking: { type: "enabled", display: thinking === "omitted" ? "omitted" : null },
      }),
    },
    generation,
    accumulator: createAccumulator({
      choiceCount: 1,
      estimatePrompt: () => ({ questionTokens: 1, promptTokens: 7 }),
    }),
    estimateInput: () => 0,
    elapsed: () => now.ms,
    heartbeatMs: 100,
    randomId: () => (ids += 1).toString(16),
  });
}

async function* toSource(
  batches: readonly (readonly Delta[])[],
  failure?: Error,
): AsyncGenerator<ChoiceBatch, void, undefined> {
  for (const value of batches) yield { index: 0, value };
  if (failure) throw failure;
}

const explain = () => toAnthropicError(undefined, "req_1").body;

async function stream(
  asked: Asked,
  batches: readonly (readonly Delta[])[],
  { isEarly = false, failure }: { isEarly?: boolean; failure?: Error } = {},
): Promise<string[]> {
  const parts: string[] = [];
  const events = createWriter(asked).events(toSource(batches, failure), { isEarly, explain });
  for await (const part of events) parts.push(part);
  return parts;
}

const words = fc.constantFrom("", "a", "你好", "😀", '"\\', "\u2028", "event: x\n\n", "\r");
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: words }),
  fc.record({ type: fc.constant("reasoning" as const), text: words }),
  fc.record({
    type: fc.constant("tool-call" as const),
    name: fc.constantFrom("a", "b"),
    arguments: fc.constantFrom("", "{}", '{"a":"\\u0000"}', "[1]", "null", '{"a', "x", '"{}"'),
  }),
  fc.record({
    type: fc.constant("citations" as const),
    citations: fc.array(
      fc.record({ url: fc.constantFrom("https://a.cn", "javascript:x"), title: words }),
      { maxLength: 2 },
    ),
  }),
);
const finish: fc.Arbitrary<Delta> = fc.record({
  type: fc.constant("finish" as const),
  reason: fc.constantFrom("stop" as const, "length", "tool_calls", "content_filter"),
  usage: fc.constantFrom(null, USAGE),
  endedBy: fc.constantFrom(null, 10_014),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  thinking: fc.constantFrom("shown" as const, "omitted", "none"),
  hasSearch: fc.boolean(),
  isSingle: fc.boolean(),
});
const deltas = fc.array(delta, { maxLength: 14 });

/** Cuts the deltas into batches, including empty ones as frames without content produce them. */
const cut = (all: readonly Delta[], sizes: readonly number[]): Delta[][] => {
  const batches: Delta[][] = [];
  let at = 0;
  for (const size of sizes) {
    batches.push(all.slice(at, at + size));
    at += size;
  }
  return [...batches, all.slice(at)];
};
const sizes = fc.array(fc.nat({ max: 3 }), { maxLength: 8 });
const start: Delta = { type: "start", sid: "cht1" };

describe("the Messages writer", () => {
  it("streams any deltas in any batches as valid events that add up to the whole answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        asked,
        deltas,
        fc.option(finish, { nil: undefined }),
        sizes,
        fc.boolean(),
        async (how, said, end, at, isEarly) => {
          const all = [start, ...said, ...(end ? [end] : [])];
          const whole = await createWriter(how).whole(toSource([all]));
          expect(message.parse(whole)).toEqual(whole);
          const sum = sumUp((await stream(how, cut(all, at), { isEarly })).join(""));
          expect(sum).toEqual({ message: whole, error: undefined });
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("ends any failed stream with one error event and closes no block after it", async () => {
    await fc.assert(
      fc.asyncProperty(asked, deltas, sizes, async (how, said, at) => {
        const failure = new Error("gone");
        const parts = await stream(how, cut([start, ...said], at), { failure });
        const { error } = sumUp(parts.join(""));
        expect(error).toEqual(explain());
      }),
      { numRuns: 300 },
    );
  });

  it("writes the events of one batch as one string, the first together with message_start", async () => {
    const said: Delta[] = [start, { type: "text", text: "a" }, { type: "text", text: "b" }];
    const end: Delta = { type: "finish", reason: "stop", usage: USAGE, endedBy: null };
    const how: Asked = { thinking: "none", hasSearch: false, isSingle: false };
    const parts = await stream(how, [said, [end]]);
    expect(parts).toHaveLength(2);
    expect(parts[0]).toMatch(/^event: message_start\n[^]*"text":"b"\}\}\n\n$/);
    expect(parts[1]).toMatch(/^event: content_block_stop\n[^]*event: message_stop\n[^]*\n\n$/);
  });

  it("starts an early stream with message_start and a ping", async () => {
    const how: Asked = { thinking: "none", hasSearch: false, isSingle: false };
    const [first] = await stream(how, [[start]], { isEarly: true });
    expect(first).toMatch(
      /^event: message_start\ndata: .*\n\nevent: ping\ndata: \{"type":"ping"\}\n\n$/,
    );
  });

  it("sends pings while Spark sends nothing that is shown", async () => {
    const now = { ms: 0 };
    const how: Asked = { thinking: "none", hasSearch: false, isSingle: false };
    async function* think(): AsyncGenerator<ChoiceBatch, void, undefined> {
      yield { index: 0, value: [start, { type: "text", text: "a" }] };
      for (let frame = 0; frame < 25; frame += 1) {
        now.ms += 10;
        yield { index: 0, value: [{ type: "reasoning", text: "…" }] };
      }
    }
    let text = "";
    for await (const part of createWriter(how, now).events(think(), { isEarly: false, explain })) {
      text += part;
    }
    expect(text.match(/event: ping/g)).toHaveLength(2);
  });

  it("reports the start of the last question as the search query", async () => {
    const how: Asked = { thinking: "none", hasSearch: true, isSingle: false };
    const citations: Delta = {
      type: "citations",
      citations: [{ url: "https://a.cn", title: "a" }],
    };
    const whole = await createWriter(how).whole(
      toSource([[start, citations, { type: "text", text: "x" }]]),
    );
    expect(whole).toMatchObject({
      content: [{ type: "server_tool_use", input: { query: "问".repeat(200) } }, {}, {}],
      usage: { server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 } },
    });
  });
});
