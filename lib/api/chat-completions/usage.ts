import type { Usage } from "../../core/delta";
import type { CompletionUsage } from "./types";

/** Formats usage under OpenAI's names; `question_tokens` and `estimated` are extensions. */
export function toCompletionUsage(usage: Usage): CompletionUsage {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
    question_tokens: usage.questionTokens,
    estimated: usage.isEstimated,
  };
}
