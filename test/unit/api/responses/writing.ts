import fc from "fast-check";

import type { ToolNames } from "@/lib/api/responses/request/tool-names";
import { toResponseBase } from "@/lib/api/responses/response/response-object";
import type { SaveResponse } from "@/lib/api/responses/response/write-options";
import { createResponseWriter } from "@/lib/api/responses/response/writer";
import { createAccumulator } from "@/lib/core/accumulator";
import type { Delta, Finish } from "@/lib/core/delta";
import type { ChoiceBatch } from "@/lib/core/writer";

import type { Json } from "../../../responses/events";

const TOOLS: ToolNames = new Map([
  ["plain", { kind: "function", name: "plain", namespace: null }],
  ["patch", { kind: "custom", name: "patch", namespace: null }],
  ["files__read", { kind: "function", name: "read", namespace: "files" }],
  ["files__edit", { kind: "custom", name: "edit", namespace: "files" }],
]);

const words = fc.constantFrom(
  "",
  "a",
  "你好",
  "😀",
  "\n\n",
  'event: "x"\\',
  "\u2028",
  "data: [DONE]",
);
const url = fc.constantFrom(
  "https://a.example/?q=1",
  "HTTP://b.example",
  "javascript:alert(1)",
  "",
);
const citation = fc.record({ url, title: words });
const given = fc.constantFrom(
  "",
  "{}",
  '{"input":"x\\n"}',
  '{"input":1}',
  '"{}"',
  "no JSON",
  "[1]",
);
const count = fc.nat(1000);

const delta: fc.Arbitrary<Delta> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("text" as const), text: words }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("reasoning" as const), text: words }) },
  fc.record({
    type: fc.constant("tool-call" as const),
    name: fc.constantFrom(...TOOLS.keys(), "invented"),
    arguments: given,
  }),
  fc.record({
    type: fc.constant("citations" as const),
    citations: fc.array(citation, { maxLength: 3 }),
  }),
);

const finish: fc.Arbitrary<Finish> = fc.record({
  type: fc.constant("finish" as const),
  reason: fc.constantFrom("stop", "length", "tool_calls", "content_filter"),
  usage: fc.option(
    fc.record({
      questionTokens: count,
      promptTokens: count,
      completionTokens: count,
      totalTokens: count,
    }),
  ),
  endedBy: fc.constantFrom(null, 10014),
});

/** An answer of any deltas in any batches. */
export const batches: fc.Arbitrary<Delta[][]> = fc
  .tuple(fc.array(delta, { maxLength: 15 }), finish, fc.array(fc.nat(3), { maxLength: 20 }))
  .map(([said, end, sizes]) => {
    const deltas: Delta[] = [{ type: "start", sid: "cht1" }, ...said, end];
    return [...sizes, deltas.length].map((size) => deltas.splice(0, size));
  });

export const options = fc.record({
  isSingle: fc.boolean(),
  hasSearch: fc.boolean(),
  withSources: fc.boolean(),
  asSummary: fc.boolean(),
  isEarly: fc.boolean(),
  /** Whether the response is to be saved, and whether it can be. */
  keeping: fc.constantFrom("no", "kept", "too large"),
});
export type Options = typeof options extends fc.Arbitrary<infer Value> ? Value : never;

/** Creates a writer with deterministic ids. */
export function createWriting({ isEarly, keeping, ...rest }: Options) {
  let ids = 0;
  const saved: Json[] = [];
  const save: SaveResponse = async (response) => {
    saved.push(response);
    return keeping === "kept";
  };
  const randomId = (): string => (ids += 1).toString(16).padStart(32, "0");
  const metadata = {
    id: `resp_${randomId()}`,
    created: 1_700_000_000,
    model: "lite",
    version: "v1.1",
    domain: "lite",
  };
  const writer = createResponseWriter({
    base: toResponseBase(metadata, { input: "x", tools: [{ type: "function", name: "plain" }] }),
    output: { ...rest, toolNames: TOOLS, randomId },
    accumulator: createAccumulator({
      choiceCount: 1,
      estimatePrompt: () => ({ questionTokens: 1, promptTokens: 2 }),
    }),
    now: () => new Date(1_700_000_001_500),
    save: keeping === "no" ? undefined : save,
  });
  return {
    saved,
    whole: (all: readonly Delta[][]) => writer.whole(toSource(all)),
    /**
     * Streams the batches.
     * @param failsAt the number of batches before the failure; null for none
     */
    async stream(all: readonly Delta[][], failsAt: number | null = null): Promise<string> {
      const error = { message: "m", type: "server_error", param: null, code: "x" } as const;
      const explain = () => ({ error });
      let text = "";
      const source = toSource(failsAt === null ? all : all.slice(0, failsAt), failsAt !== null);
      for await (const piece of writer.events(source, { isEarly, explain })) text += piece;
      return text;
    },
  };
}

async function* toSource(
  all: readonly Delta[][],
  fails = false,
): AsyncGenerator<ChoiceBatch, void, undefined> {
  for (const value of all) yield { index: 0, value };
  if (fails) throw new Error("Spark is gone");
}
