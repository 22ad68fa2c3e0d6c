import type { Citation, Delta, Finish, Usage } from "./delta";
import type { CompletionUsage } from "../api/chat-completions/types";

import { estimatePrompt, type Prompt } from "../spark/chat/prompt-tokens";
import { estimateTokens } from "./estimate-tokens";

/** What one choice has said so far. */
type Said = {
  text: string;
  reasoning: string;
  calls: number;
  citations: readonly Citation[];
  usage: Usage | null;
  /** How it ended, once it has. */
  reason: Finish["reason"] | null;
};

/**
 * Keeps count of an answer and adds up the tokens of its choices. A choice that ended before Spark
 * counted is estimated from what was sent and what arrived, and the sum then says so.
 * @param onFirstWord called once, when the first choice says the first thing
 */
export function createAccumulator(
  asked: Prompt,
  choiceCount: number,
  onFirstWord: () => void = () => {},
) {
  const choices = Array.from({ length: choiceCount }, startChoice);
  const codes: number[] = [];
  let prompt: PromptUsage | undefined;
  let hasBegun = false;
  const begin = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    onFirstWord();
  };

  return {
    add(index: number, delta: Delta): void {
      const choice = choices[index];
      if (!choice) return;
      switch (delta.type) {
        case "start":
          return;
        case "text":
          begin();
          choice.text += delta.text;
          return;
        case "reasoning":
          begin();
          choice.reasoning += delta.text;
          return;
        case "tool-call":
          begin();
          choice.calls += 1;
          return;
        case "citations":
          choice.citations = [...choice.citations, ...delta.citations];
          return;
        case "finish":
          choice.usage = delta.usage;
          choice.reason = delta.reason;
          if (delta.endedBy !== null) codes.push(delta.endedBy);
      }
    },
    /** What a choice has said so far. */
    said: (index: number): Readonly<Said> => choices[index] ?? startChoice(),
    /** The Spark codes that ended a choice early, for the log. */
    codes: (): readonly number[] => codes,
    /** How each choice ended, of those that have. */
    reasons: (): readonly Finish["reason"][] => choices.flatMap(({ reason }) => reason ?? []),
    total(): CompletionUsage {
      const usages = choices.map((choice) => {
        if (choice.usage) return choice.usage;
        prompt ??= toPromptUsage(asked);
        return estimate(prompt, choice);
      });
      const isEstimated = choices.some(({ usage }) => usage === null || usage.isEstimated);
      return { ...addUp(usages), estimated: isEstimated ? true : undefined };
    },
  };
}

export type Accumulator = ReturnType<typeof createAccumulator>;

function startChoice(): Said {
  return { text: "", reasoning: "", calls: 0, citations: [], usage: null, reason: null };
}

function addUp(usages: readonly Usage[]): CompletionUsage {
  const sum = (field: Exclude<keyof Usage, "isEstimated">): number =>
    usages.reduce((total, usage) => total + usage[field], 0);
  return {
    prompt_tokens: sum("promptTokens"),
    completion_tokens: sum("completionTokens"),
    total_tokens: sum("totalTokens"),
    question_tokens: sum("questionTokens"),
  };
}

type PromptUsage = Pick<Usage, "questionTokens" | "promptTokens">;

function toPromptUsage(asked: Prompt): PromptUsage {
  return {
    questionTokens: estimateTokens(asked.turns.at(-1)?.content ?? ""),
    promptTokens: estimatePrompt(asked),
  };
}

function estimate(prompt: PromptUsage, { text, reasoning }: Said): Usage {
  const completionTokens = estimateTokens(reasoning) + estimateTokens(text);
  return { ...prompt, completionTokens, totalTokens: prompt.promptTokens + completionTokens };
}
