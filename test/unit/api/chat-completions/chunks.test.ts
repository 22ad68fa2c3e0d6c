import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Delta, Finish } from "@/lib/core/delta";
import { toEvents } from "@/lib/api/chat-completions/chunks";
import { createAccumulator } from "@/lib/core/accumulator";
import type { Formatter } from "@/lib/api/chat-completions/formatter";

import { collect } from "../../../collect";

const END: Finish = { type: "finish", reason: "stop", usage: null, endedBy: null };

const FORMATTER: Formatter = {
  isLegacy: false,
  isSingle: false,
  toCall: (name, given) => ({
    id: "call_1",
    type: "function",
    function: { name, arguments: given },
  }),
  toFinishReason: (reason) => reason,
  toAnnotations: () => [],
};

type Batch = { index: number; value: readonly Delta[] };
type Told = { model?: string; includeUsage?: boolean; isEarly?: boolean; choiceCount?: number };

function tell(batches: readonly Batch[], told: Told = {}): Promise<string[]> {
  const { model = "lite", includeUsage = false, isEarly = false, choiceCount = 1 } = told;
  const source = (async function* () {
    yield* batches;
  })();
  return collect(
    toEvents(source, {
      metadata: { id: "chatcmpl-1", created: 1, model, version: "v1.1", domain: "lite" },
      choiceCount,
      includeUsage,
      isEarly,
      accumulator: createAccumulator({
        choiceCount,
        estimatePrompt: () => ({ questionTokens: 0, promptTokens: 0 }),
      }),
      formatter: FORMATTER,
      explain: (error) => {
        throw error;
      },
    }),
  );
}

const dataOf = (text: string): string[] =>
  text
    .split("\n\n")
    .filter((event) => event.startsWith("data: "))
    .map((event) => event.slice("data: ".length));

describe("toEvents", () => {
  it("writes the same JSON as JSON.stringify for any model name and text", async () => {
    const anyText = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(
        anyText,
        anyText,
        anyText,
        fc.boolean(),
        async (model, text, thought, usage) => {
          const value: Delta[] = [
            { type: "reasoning", text: thought },
            { type: "text", text },
            END,
          ];
          const told = await tell([{ index: 0, value }], { model, includeUsage: usage });
          const data = dataOf(told.join(""));
          expect(data.pop()).toBe("[DONE]");
          for (const chunk of data) expect(JSON.stringify(JSON.parse(chunk))).toBe(chunk);
          const chunks = data.map((chunk) => JSON.parse(chunk));
          expect(chunks.slice(0, 4).map(({ choices }) => choices[0].delta)).toEqual([
            { role: "assistant", content: "", refusal: null },
            { reasoning_content: thought },
            { content: text },
            {},
          ]);
          for (const chunk of chunks) {
            expect(chunk).toMatchObject({ id: "chatcmpl-1", created: 1, model });
            expect("usage" in chunk).toBe(usage);
          }
          expect(chunks.length).toBe(usage ? 5 : 4);
        },
      ),
    );
  });

  it("sends chunks together when their deltas arrived together", async () => {
    const one = await tell([{ index: 0, value: [{ type: "text", text: "a" }, END] }]);
    expect(one).toHaveLength(1);
    expect(one[0]).toMatch(/^data: .*"role":"assistant".*data: \[DONE\]\n\n$/s);
    const two = await tell([
      { index: 0, value: [{ type: "text", text: "a" }] },
      { index: 0, value: [{ type: "text", text: "b" }, END] },
    ]);
    expect(two.map((text) => dataOf(text).length)).toEqual([2, 3]);
  });

  it("sends the role chunk before the first frame when the headers are sent early", async () => {
    const [early = "", rest = ""] = await tell(
      [{ index: 0, value: [{ type: "text", text: "a" }, END] }],
      { isEarly: true },
    );
    expect(early).toMatch(/^data: .*"role":"assistant".*\n\n: keep-alive\n\n$/s);
    expect(dataOf(rest)).toHaveLength(3);
  });

  it("sends [DONE] once, when every choice has ended", async () => {
    const told = await tell(
      [
        { index: 1, value: [{ type: "text", text: "b" }, END] },
        { index: 0, value: [{ type: "text", text: "a" }, END] },
      ],
      { choiceCount: 2, includeUsage: true },
    );
    expect(told[0]).not.toContain("[DONE]");
    expect(told[1]).toMatch(/"choices":\[\],"usage":.*data: \[DONE\]\n\n$/s);
  });
});
