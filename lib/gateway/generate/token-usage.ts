import type { Delta, Deltas, Usage } from "../../core/delta";
import { findFailure } from "../../core/errors";
import { transform } from "../../streams/transform";
import type { Plan } from "../../spark/chat/plan";
import { estimatePrompt, type Prompt } from "../../spark/chat/prompt-tokens";
import { estimateTokens } from "../../core/estimate-tokens";

/** The prompt of a request, and whether it was sent. */
export type UsageSource = {
  prompt: Prompt & Pick<Plan, "search">;
  /**
   * Reports whether the request was sent. Before that, for example in the queue, it costs nothing.
   */
  isSent: () => boolean;
};

export type TokenUsage = ReturnType<typeof createTokenUsage>;

/** A request and Spark's answer to it. */
type Attempt = UsageSource & {
  hasBegun: boolean;
  text: string;
  usage: Usage | null;
  /** True if Spark rejected the request before its first token, which costs nothing. */
  isRefused: boolean;
};

/**
 * Counts the tokens of a request per connection. A repaired answer was requested twice, and an
 * answer that failed halfway or whose caller left was generated anyway. Where Spark reported no
 * usage, it is estimated.
 */
export function createTokenUsage() {
  const attempts: Attempt[] = [];
  return {
    /** Records the deltas of one connection as they pass. */
    watch(asking: UsageSource, source: Deltas): Deltas {
      const attempt: Attempt = {
        ...asking,
        hasBegun: false,
        text: "",
        usage: null,
        isRefused: false,
      };
      attempts.push(attempt);
      return transform(source, {
        step(deltas) {
          for (const delta of deltas) note(attempt, delta);
          return deltas;
        },
        fail(error) {
          // A caller that leaves before the first token is still charged for the request.
          attempt.isRefused = !attempt.hasBegun && findFailure(error)?.kind !== "caller-gone";
          throw error;
        },
      });
    },
    /** Returns the tokens so far. */
    total: (): number => attempts.reduce((sum, attempt) => sum + toCost(attempt), 0),
  };
}

function note(attempt: Attempt, delta: Delta): void {
  attempt.hasBegun = true;
  switch (delta.type) {
    case "text":
    case "reasoning":
      attempt.text += delta.text;
      return;
    case "tool-call":
      attempt.text += `${delta.name} ${delta.arguments} `;
      return;
    case "finish":
      attempt.usage = delta.usage;
      return;
    case "start":
    case "citations":
  }
}

/** The minimum cost of a question, since Spark adds text of its own. */
const MIN_TOKENS = 20;
/** The estimated tokens that a web search adds to the prompt. */
const SEARCH_TOKENS = 3000;

/** Returns Spark's count, or a rather high estimate if the answer was cut before Spark counted. */
function toCost({ prompt, isSent, text, usage, isRefused }: Attempt): number {
  if (isRefused || !isSent()) return 0;
  if (usage) return usage.totalTokens;
  const found = prompt.search.isAsked ? SEARCH_TOKENS : 0;
  return Math.max(MIN_TOKENS, estimatePrompt(prompt) + estimateTokens(text)) + found;
}
