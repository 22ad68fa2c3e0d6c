import type { Delta, Usage } from "../delta";
import type { CompletionUsage } from "../openai/types";
import type { SparkTurn } from "../spark/request";
import { estimateTokens } from "./tokens";

/**
 * Keeps count of an answer. Adds up the tokens of all choices. A choice that ended before Spark counted is estimated from
 * what was sent and what arrived, and the sum then says so.
 */
export function createTally(turns: readonly SparkTurn[], choiceCount: number) {
  const said = Array.from({ length: choiceCount }, () => "");
  const counted = new Map<number, Usage>();
  const codes: number[] = [];

  return {
    add(index: number, delta: Delta): void {
      if (delta.type === "text" || delta.type === "reasoning") said[index] += delta.text;
      else if (delta.type === "finish") {
        if (delta.usage) counted.set(index, delta.usage);
        if (delta.endedBy !== null) codes.push(delta.endedBy);
      }
    },
    /** The Spark codes that ended a choice early, for the log. */
    codes: (): readonly number[] => codes,
    total(): CompletionUsage {
      const usages = said.map((text, index) => counted.get(index) ?? estimate(turns, text));
      const sum = (field: keyof Usage): number =>
        usages.reduce((total, usage) => total + usage[field], 0);
      return {
        prompt_tokens: sum("promptTokens"),
        completion_tokens: sum("completionTokens"),
        total_tokens: sum("totalTokens"),
        question_tokens: sum("questionTokens"),
        estimated: counted.size < choiceCount ? true : undefined,
      };
    },
  };
}

export type Tally = ReturnType<typeof createTally>;

function estimate(turns: readonly SparkTurn[], answer: string): Usage {
  const questionTokens = estimateTokens(turns.at(-1)?.content ?? "");
  const promptTokens = turns.reduce((sum, turn) => sum + estimateTokens(turn.content), 0);
  const completionTokens = estimateTokens(answer);
  const totalTokens = promptTokens + completionTokens;
  return { questionTokens, promptTokens, completionTokens, totalTokens };
}
