import type { Locale } from "../page/locale";

const zh = {
  messages: {
    image: "这张图里有什么？用两句话说。",
    json: "从这句话里找出人名、地点和时间：“苏轼元丰五年在黄州写下《赤壁赋》。”用 JSON 回答，键为 person、place、time。",
    translate: "海内存知己，天涯若比邻。",
    tool: "北京现在天气怎么样？要带伞吗？",
  },
  system: "把用户的话译成英文。只输出译文。",
};

/** The text of each example. */
export const EXAMPLE_TEXTS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    messages: {
      image: "What is in this image? Two sentences.",
      json: "Find the person, place and time in: “Su Shi wrote the Red Cliff Odes in Huangzhou in 1082.” Answer in JSON with the keys person, place, time.",
      translate: "A bosom friend afar brings a distant land near.",
      tool: "What is the weather in Beijing now? Do I need an umbrella?",
    },
    system: "Translate the user's words into Chinese. Output the translation only.",
  },
};
