import type { SparkTurn } from "./request";
import type { Plan } from "./plan";
import type { PromptUsage } from "../../core/accumulator";
import { estimateTokens } from "../../core/estimate-tokens";
import type { Tools } from "./tools";

/**
 * Tokens per image for the basic domain (ifly-image-understanding); the advanced domain counts by
 * content.
 */
const IMAGE_TOKENS = 273;

/** Everything that counts towards the prompt. */
export type Prompt = Pick<Plan, "turns" | "image"> & { tools: Pick<Tools, "functions"> };

/** Estimates the prompt like {@link estimatePrompt}, and the last question on its own. */
export function estimatePromptUsage(prompt: Prompt): PromptUsage {
  return {
    questionTokens: estimateTokens(prompt.turns.at(-1)?.content ?? ""),
    promptTokens: estimatePrompt(prompt),
  };
}

/** Estimates how many tokens Spark will count in a prompt: its turns, functions and image. */
export function estimatePrompt({ turns, tools, image }: Prompt): number {
  const declared = tools.functions.length > 0 ? JSON.stringify(tools.functions) : "";
  const base = estimateTokens(declared) + (image ? IMAGE_TOKENS : 0);
  return turns.reduce((sum, turn) => sum + estimateTurn(turn), base);
}

function estimateTurn({ content, tool_calls: calls }: SparkTurn): number {
  return estimateTokens(content) + (calls ? estimateTokens(JSON.stringify(calls)) : 0);
}
