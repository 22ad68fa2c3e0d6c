import type { Heard } from "./heard";

const MAX_QUOTE_CHARACTERS = 200;

/**
 * States, in the language of the question, that the answer is simulated and what was asked. What
 * arrived is folded into `<details>`, which the page folds.
 */
export function describe(heard: Heard): string {
  const say = isChinese(heard) ? CHINESE : ENGLISH;
  const facts = say.facts(heard).map(([name, value]) => `- ${name}${value}`);
  return [
    say.answer(quote(heard.question)),
    ...(heard.image ? [say.image(heard.image)] : []),
    say.hint,
    `<details>\n<summary>${say.summary}</summary>\n\n${facts.join("\n")}\n\n</details>`,
  ].join("\n\n");
}

/** By the question; where it has no letters at all, as the simulated company would speak. */
function isChinese({ question }: Heard): boolean {
  return /\p{Script=Han}/u.test(question) || !/\p{L}/u.test(question);
}

type Image = NonNullable<Heard["image"]>;

type Language = {
  readonly answer: (quoted: string) => string;
  readonly image: (image: Image) => string;
  readonly hint: string;
  readonly summary: string;
  readonly facts: (heard: Heard) => readonly (readonly [name: string, value: string])[];
};

const CHINESE: Language = {
  answer: (quoted) => `【模拟回答】您说：「${quoted}」`,
  image: ({ format, width, height, bytes }) =>
    `您的图片：${format}，${width}×${height} 像素，${bytes} 字节。`,
  hint:
    "这里是模拟器，没有真正的大模型；其余都是真的：签名、逐帧流式、用量、错误。" +
    "发送 `/simulate help`，看它怎样出错。",
  summary: "模拟器收到了什么",
  facts: ({ path, domain, turns, searches, showsSources, parameters }) => [
    ["路径：", `${path}，domain：${domain}`],
    ["参数：", listParameters(parameters) || "无"],
    ["消息：", `${turns.length} 条（${listRoles(turns)}）`],
    ...(searches
      ? [["联网搜索：", `已开启${showsSources ? "，已返回参考来源" : ""}`] as const]
      : []),
  ],
};

const ENGLISH: Language = {
  answer: (quoted) => `[Simulated] You said: “${quoted}”`,
  image: ({ format, width, height, bytes }) =>
    `Your image: ${format}, ${width}×${height} pixels, ${bytes} bytes.`,
  hint:
    "A simulator, and no model, wrote this; the rest is real: signatures, frames, usage, errors. " +
    "Send `/simulate help` to see it fail.",
  summary: "What reached the simulator",
  facts: ({ path, domain, turns, searches, showsSources, parameters }) => [
    ["Path: ", `${path}, domain: ${domain}`],
    ["Parameters: ", listParameters(parameters) || "none"],
    ["Messages: ", `${turns.length} (${listRoles(turns)})`],
    ...(searches ? [["Web search: ", `on${showsSources ? ", with sources" : ""}`] as const] : []),
  ],
};

const listRoles = (turns: Heard["turns"]): string => turns.map(({ role }) => role).join(" → ");

function listParameters(parameters: Heard["parameters"]): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(" · ");
}

function quote(question: string): string {
  const characters = Array.from(question);
  if (characters.length <= MAX_QUOTE_CHARACTERS) return question;
  return `${characters.slice(0, MAX_QUOTE_CHARACTERS).join("")}…`;
}
