import type { Citation, Delta, Finish, Usage } from "./delta";
import { estimateTokens } from "./estimate-tokens";

/** What one choice has produced so far. */
type Said = {
  text: string;
  reasoning: string;
  calls: number;
  /** The names and arguments of the calls, for the estimate. */
  callText: string;
  citations: readonly Citation[];
  usage: Usage | null;
  /** Why the choice finished; null while it is still running. */
  reason: Finish["reason"] | null;
};

export type AccumulatorOptions = {
  choiceCount: number;
  /** Estimates the prompt's tokens, for a choice that ended before Spark reported usage. */
  estimatePrompt: () => PromptUsage;
  /** Called once, at the first text, reasoning or tool call of any choice. */
  onFirstWord?: () => void;
};

export type PromptUsage = Pick<Usage, "questionTokens" | "promptTokens">;

/**
 * Accumulates an answer and adds up the tokens of its choices. If a choice ended before Spark
 * reported usage, its tokens are estimated from what was sent and received, and the total is marked
 * as estimated.
 */
export function createAccumulator({
  choiceCount,
  estimatePrompt,
  onFirstWord = () => {},
}: AccumulatorOptions) {
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
          choice.callText += `${delta.name} ${delta.arguments}\n`;
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
    /** Returns what a choice has produced so far. */
    said: (index: number): Readonly<Said> => choices[index] ?? startChoice(),
    /** Returns the Spark codes that ended a choice early, for the log. */
    codes: (): readonly number[] => codes,
    /** Returns the finish reasons of the choices that have finished. */
    reasons: (): readonly Finish["reason"][] => choices.flatMap(({ reason }) => reason ?? []),
    total(): Usage {
      const usages = choices.map((choice) => {
        if (choice.usage) return choice.usage;
        prompt ??= estimatePrompt();
        return estimate(prompt, choice);
      });
      const isEstimated = choices.some(({ usage }) => usage === null || usage.isEstimated);
      return { ...addUp(usages), ...(isEstimated && { isEstimated }) };
    },
  };
}

export type Accumulator = ReturnType<typeof createAccumulator>;

function startChoice(): Said {
  return {
    text: "",
    reasoning: "",
    calls: 0,
    callText: "",
    citations: [],
    usage: null,
    reason: null,
  };
}

function addUp(usages: readonly Usage[]): Usage {
  const sum = (field: Exclude<keyof Usage, "isEstimated">): number =>
    usages.reduce((total, usage) => total + usage[field], 0);
  return {
    questionTokens: sum("questionTokens"),
    promptTokens: sum("promptTokens"),
    completionTokens: sum("completionTokens"),
    totalTokens: sum("totalTokens"),
  };
}

function estimate(prompt: PromptUsage, { text, reasoning, callText }: Said): Usage {
  const completionTokens =
    estimateTokens(reasoning) + estimateTokens(text) + estimateTokens(callText);
  return { ...prompt, completionTokens, totalTokens: prompt.promptTokens + completionTokens };
}
