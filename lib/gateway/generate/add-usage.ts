import type { PromptUsage } from "../../core/accumulator";
import type { Finish, Usage } from "../../core/delta";
import { estimateTokens } from "../../core/estimate-tokens";

/** The text of one attempt and how it finished. */
export type Tried = { text: string; finish: Finish };

/** Adds up the usage of two attempts, with estimates where Spark reported none. */
export function addUsage(first: Tried, second: Tried, estimatePrompt: () => PromptUsage): Usage {
  const a = first.finish.usage ?? estimate(first, second.finish.usage ?? estimatePrompt());
  const b = second.finish.usage ?? estimate(second, a);
  const sum: Usage = {
    questionTokens: a.questionTokens + b.questionTokens,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    totalTokens: a.totalTokens + b.totalTokens,
  };
  return a.isEstimated || b.isEstimated ? { ...sum, isEstimated: true } : sum;
}

/** Estimates an attempt's usage. The prompts of both attempts are nearly the same. */
function estimate({ text }: Tried, { questionTokens, promptTokens }: PromptUsage): Usage {
  const completionTokens = estimateTokens(text);
  const totalTokens = promptTokens + completionTokens;
  return { questionTokens, promptTokens, completionTokens, totalTokens, isEstimated: true };
}

/**
 * Reports whether moderation or the token limit cut the answer off. A retry would not help, and the
 * caller sees the finish reason.
 */
export function isCut({ reason }: Finish): boolean {
  return reason === "content_filter" || reason === "length";
}
