import type { PromptUsage } from "../../core/accumulator";
import type { Finish, Usage } from "../../core/delta";
import { estimateTokens } from "../../core/estimate-tokens";

/** What one try said, and how it ended. */
export type Tried = { text: string; finish: Finish };

/** What two tries cost together; estimated where Spark did not count. */
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

/** The prompt of the one is nearly that of the other. */
function estimate({ text }: Tried, { questionTokens, promptTokens }: PromptUsage): Usage {
  const completionTokens = estimateTokens(text);
  const totalTokens = promptTokens + completionTokens;
  return { questionTokens, promptTokens, completionTokens, totalTokens, isEstimated: true };
}

/** Cut by moderation or by the limit of tokens: to ask again would not help, and the caller is told. */
export function isCut({ reason }: Finish): boolean {
  return reason === "content_filter" || reason === "length";
}
