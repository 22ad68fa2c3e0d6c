import type { Delta, Deltas, Usage } from "../../core/delta";
import { findFailure } from "../../core/errors";
import { transform } from "../../streams/transform";
import { estimatePrompt, type Prompt } from "../../spark/chat/prompt-tokens";
import { estimateTokens } from "../../core/estimate-tokens";

/** What Spark is asked. */
export type UsageSource = {
  prompt: Prompt;
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

function toCost({ prompt, isSent, text, usage, isRefused }: Attempt): number {
  if (isRefused || !isSent()) return 0;
  if (usage) return usage.totalTokens;
  return estimatePrompt(prompt) + estimateTokens(text);
}
