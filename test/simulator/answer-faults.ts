import { toSteps } from "./answer";
import type { Fault } from "./fault";
import { callFirstFunction } from "./function-call";
import type { Heard } from "./heard";
import type { Plan } from "./plan";
import { EMOJI, LONG, MARKDOWN } from "./samples";
import { SOURCES } from "./sources";

const TEXT = "【模拟】春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。(simulated)";
const WEATHER = {
  name: "get_weather",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const LONG_STEP = 100;

/** Complete answers in every format that Spark uses. */
export const ANSWER_FAULTS: readonly Fault[] = [
  row("merged", ["整个回答只有一帧", "the whole answer in one frame"], { texts: [TEXT] }),
  row("split", ["每帧一个字符", "one character per frame"], { texts: Array.from(TEXT) }),
  row("usage-with-text", ["usage 与最后的文字同帧", "usage beside the last text"], {
    texts: toSteps(TEXT),
    separateUsage: false,
  }),
  row("usage-alone", ["usage 在空的最后一帧", "usage in an empty last frame"], {
    texts: toSteps(TEXT),
    separateUsage: true,
  }),
  row("no-usage", ["没有 usage", "no usage at all"], { texts: toSteps(TEXT), usage: null }),
  row("empty", ["空回答", "an empty answer"], { texts: [] }),
  row("long", ["三万字", "30,000 characters"], { texts: slices(LONG, LONG_STEP) }),
  row("markdown", ["富文本样例", "a rich sample"], { texts: toSteps(MARKDOWN) }),
  row("emoji", ["表情符号", "emoji"], { texts: Array.from(EMOJI) }),
  row("reasoning", ["先思考再回答", "reasoning before the text"], {
    reasoning: toSteps("【模拟思考】先想一想，再回答。"),
    texts: toSteps(TEXT),
  }),
  row("plugins", ["不请自来的搜索来源", "search references that nobody asked for"], {
    sources: SOURCES,
    texts: toSteps(TEXT),
  }),
  {
    name: "function-call",
    zh: "调用函数",
    en: "a function call",
    kind: "plan",
    plan: ({ functions: [first = WEATHER], question }: Heard) => ({
      texts: [],
      call: callFirstFunction(first, question),
    }),
  },
];

function row(name: string, [zh, en]: readonly [zh: string, en: string], plan: Plan): Fault {
  return { name, zh, en, kind: "plan", plan: () => plan };
}

function slices(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}
