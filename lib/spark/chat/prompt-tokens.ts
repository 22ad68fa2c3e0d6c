import type { SparkTurn } from "./request";
import type { Plan } from "./plan";
import type { PromptUsage } from "../../core/accumulator";
import { estimateTokens } from "../../core/estimate-tokens";
import type { Tools } from "./tools";

/** For each image, with the basic domain (ifly-image-understanding); the advanced one counts by what it shows. */
const IMAGE_TOKENS = 273;

/** What Spark reads before it answers. */
export type Prompt = Pick<Plan, "turns" | "image"> & { tools: Pick<Tools, "functions"> };

/** {@link estimatePrompt}, and the last question alone. */
export function estimatePromptUsage(prompt: Prompt): PromptUsage {
  return {
    questionTokens: estimateTokens(prompt.turns.at(-1)?.content ?? ""),
    promptTokens: estimatePrompt(prompt),
  };
}

/** How many tokens Spark will probably count in a question: its turns, its functions, its image. */
export function estimatePrompt({ turns, tools, image }: Prompt): number {
  const declared = tools.functions.length > 0 ? JSON.stringify(tools.functions) : "";
  const base = estimateTokens(declared) + (image ? IMAGE_TOKENS : 0);
  return turns.reduce((sum, turn) => sum + estimateTurn(turn), base);
}

function estimateTurn({ content, tool_calls: calls }: SparkTurn): number {
  return estimateTokens(content) + (calls ? estimateTokens(JSON.stringify(calls)) : 0);
}
