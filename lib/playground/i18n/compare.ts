import type { Locale } from "../page/locale";

const zh = {
  compare: "同时问另一个模型",
  nobody: "不比较",
  both: (first: string, second: string) => `${first} 和 ${second} 会同时回答，并排显示`,
  end: "不再比较",
  estimate: (tokens: string, limit: string) => `约 ${tokens} / ${limit} tokens`,
  near: (model: string) => `快到 ${model} 的上限了，回答可能放不下`,
  over: (model: string) => `超过了 ${model} 的上限，会被拒绝：缩短内容，或者换一个能装下的模型`,
};

/** Texts for asking two models the same question, and for how much a model accepts. */
export const COMPARE: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    compare: "Ask another model too",
    nobody: "No comparison",
    both: (first: string, second: string) => `${first} and ${second} will answer side by side`,
    end: "Stop comparing",
    estimate: (tokens: string, limit: string) => `about ${tokens} of ${limit} tokens`,
    near: (model: string) => `near the limit of ${model}: the answer may not fit`,
    over: (model: string) =>
      `over the limit of ${model}, which will refuse it: shorten it, or choose a model that takes more`,
  },
};
