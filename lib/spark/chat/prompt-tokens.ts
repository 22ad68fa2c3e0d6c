import type { SparkTurn } from "./request";
import type { ImageInput } from "./image";
import type { PromptUsage } from "../../core/accumulator";
import { estimateTokens } from "../../core/estimate-tokens";
import type { Tools } from "./tools";

/**
 * Tokens per image for the basic domain (ifly-image-understanding); the advanced domain counts by
 * content.
 */
const IMAGE_TOKENS = 273;

/** Everything that counts towards the prompt. */
export type Prompt = {
  turns: readonly SparkTurn[];
  tools: Pick<Tools, "functions">;
  image: ImageInput | null;
};

/** Estimates the prompt like {@link estimatePrompt}, and the last question on its own. */
export function estimatePromptUsage(prompt: Prompt): PromptUsage {
  return {
    questionTokens: estimateTokens(prompt.turns.at(-1)?.content ?? ""),
    promptTokens: estimatePrompt(prompt),
  };
}

/** Estimates how many tokens Spark will count in a prompt: its turns, functions and image. */
export function estimatePrompt({ turns, ...beside }: Prompt): number {
  return turns.reduce((sum, turn) => sum + estimateTurn(turn), estimateBeside(beside));
}

/** Estimates the tokens of what is sent beside the turns. */
export function estimateBeside({ tools, image }: Omit<Prompt, "turns">): number {
  const declared = tools.functions.length > 0 ? JSON.stringify(tools.functions) : "";
  return estimateTokens(declared) + (image ? IMAGE_TOKENS : 0);
}

/** Estimates the tokens of a turn with its calls. */
export function estimateTurn({ content, tool_calls: calls }: SparkTurn): number {
  return estimateTokens(content) + (calls ? estimateTokens(JSON.stringify(calls)) : 0);
}
