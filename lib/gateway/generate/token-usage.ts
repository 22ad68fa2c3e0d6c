import type { Delta, Deltas, Usage } from "../../core/delta";
import { findFailure } from "../../core/errors";
import { transform } from "../../streams/transform";
import type { Plan } from "../../spark/chat/plan";
import { estimatePrompt, type Prompt } from "../../spark/chat/prompt-tokens";
import { estimateTokens } from "../../core/estimate-tokens";

/** What Spark is asked. */
export type UsageSource = {
  prompt: Prompt & Pick<Plan, "search">;
  /** Whether it has left: until then, as in the queue for an app, it costs nothing. */
  isSent: () => boolean;
};

export type TokenUsage = ReturnType<typeof createTokenUsage>;

/** A request, and what Spark said to it. */
type Attempt = UsageSource & {
  hasBegun: boolean;
  text: string;
  usage: Usage | null;
  /** Spark refused before its first word: that costs nothing. */
  isRefused: boolean;
};

/**
 * What a request costs, connection by connection: a repaired answer was asked for twice, and an
 * answer whose caller left, or which failed half-way, has been generated all the same. What Spark
 * did not count itself is estimated.
 */
export function createTokenUsage() {
  const attempts: Attempt[] = [];
  return {
    /** The deltas of one connection, noted on their way. */
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
          // Who leaves before the first word has asked all the same.
          attempt.isRefused = !attempt.hasBegun && findFailure(error)?.kind !== "caller-gone";
          throw error;
        },
      });
    },
    /** Tokens so far. */
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

/** No question costs less, however short it looks: Spark adds words of its own. */
const MIN_TOKENS = 20;
/** What a search adds to the prompt, and nobody sees: the pages that it found. */
const SEARCH_TOKENS = 3000;

/** Where Spark's own count was not waited for, a guess that is rather too high. */
function toCost({ prompt, isSent, text, usage, isRefused }: Attempt): number {
  if (isRefused || !isSent()) return 0;
  if (usage) return usage.totalTokens;
  const found = prompt.search.isAsked ? SEARCH_TOKENS : 0;
  return Math.max(MIN_TOKENS, estimatePrompt(prompt) + estimateTokens(text)) + found;
}
