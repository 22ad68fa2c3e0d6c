import type { Finish, Usage } from "../../core/delta";
import { estimateTokens } from "../../core/estimate-tokens";

/** What one try said, and how it ended. */
export type Tried = { text: string; finish: Finish };

/** What two tries cost together; null when Spark counted neither. */
export function addUsage(first: Tried, second: Tried): Usage | null {
  const a = first.finish.usage ?? guess(first, second.finish.usage);
  const b = second.finish.usage ?? guess(second, first.finish.usage);
  if (!a || !b) return null;
  const sum: Usage = {
    questionTokens: a.questionTokens + b.questionTokens,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    totalTokens: a.totalTokens + b.totalTokens,
  };
  return a.isEstimated || b.isEstimated ? { ...sum, isEstimated: true } : sum;
}

/** The prompt of the one is nearly that of the other; its answer can be estimated. */
function guess({ text }: Tried, counted: Usage | null): Usage | null {
  if (!counted) return null;
  const completionTokens = estimateTokens(text);
  const totalTokens = counted.promptTokens + completionTokens;
  return { ...counted, completionTokens, totalTokens, isEstimated: true };
}

/** Cut for good, by moderation, `max_tokens` or a stop sequence: to ask again would not help. */
export function isCut({ reason, stopSequence }: Finish): boolean {
  return reason === "content_filter" || reason === "length" || stopSequence !== undefined;
}
