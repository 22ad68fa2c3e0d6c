import type { ChatBody } from "@/lib/playground/conversation/types";

/** Texts that break almost correct quoting, each in one of the languages. */
const HOSTILE_TEXTS = [
  `"double" 'single' \`back\``,
  String.raw`\ \\ \n \" \u0041 \x41 C:\new`,
  "line\nline\r\nline\rline\ttab",
  "$HOME ${HOME} $(id) `id` !! !$ %s %% #{x} {{x}}",
  "JSON\nJSON\n\nJSON\nEOF\nEOF\n'JSON'",
  "</script><script>alert(1)</script><!-- --> ]]>",
  "中文，星火「你好」",
  "😀👨‍👩‍👧🇨🇳 é e\u0301",
  "\uD83D alone \uDE00 and \uDE00\uD83D turned",
  "\u2028 and \u2029 and \u0085 and \uFEFF and \u200B",
  "\u202Eesrever\u202C \u2066x\u2069",
  "\u0000\u0001\u0007\u0008\u000B\u000C\u001B[31m\u007F\u009B",
  "true false null None True undefined NaN -0",
  `""" ''' \\""" r"x" f"{x}" b'x'`,
  "-H 'X: y' --data @/etc/passwd; exit 1 # &",
  "",
  " ",
];

/** A request with all of them, in every field that a reader can fill. */
export const HOSTILE_BODY: ChatBody = {
  model: "vision",
  messages: [
    { role: "system", content: HOSTILE_TEXTS.join("\n") },
    ...HOSTILE_TEXTS.map((content) => ({ role: "user", content })),
    {
      role: "user",
      content: [
        { type: "text", text: "这是什么？" },
        {
          type: "image_url",
          image_url: { url: `data:image/png;base64,${"iVBORw0KGgo/+A".repeat(20_000)}==` },
        },
      ],
    },
    { role: "assistant", content: null, tool_calls: [] },
  ],
  temperature: 0.1,
  top_p: 1e-7,
  max_tokens: 2048,
  seed: 12_345_678_901_234_567_000,
  presence_penalty: -2,
  stop: HOSTILE_TEXTS.slice(0, 4),
  stream_options: { include_usage: true },
  tools: [
    {
      type: "function",
      function: {
        name: "f",
        parameters: {
          type: "object",
          properties: Object.fromEntries([
            ...HOSTILE_TEXTS.map((text) => [text, { type: "string", const: text }] as const),
            ["__proto__", { type: "null" }],
            ["constructor", {}],
            ["class", { enum: [true, false, null, 0, 1e21, -1.5] }],
          ]),
        },
      },
    },
  ],
  top_k: 3,
  truncation: "auto",
  thinking: { type: "enabled" },
  "odd name": { "</script>": [] },
};

/** Replaces lone surrogates as the Python snippet does. */
export function toWellFormed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f][\da-f]{2}/g, "\uFFFD")) as Value;
}
