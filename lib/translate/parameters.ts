import type { ChatRequest } from "../openai/schema";
import type { Model } from "../spark/models";
import type { SparkParameters, SparkTool } from "../spark/request";

/** What Spark is asked for, and what the caller is told about it. */
export type Translated = {
  parameters: SparkParameters;
  /** `name=value` of each field whose value had to change. */
  adjusted: readonly string[];
  /** Names of the fields that this model does not know. */
  ignored: readonly string[];
};

type Range = { min: number; max: number };

/** Ranges that begin above 0 begin here: the smallest value that Spark takes for certain. */
const ABOVE_ZERO = 0.01;

/** OpenAI's models do not search unless asked; a search is billed, and changes the answer. */
const NO_SEARCH: SparkTool = { type: "web_search", web_search: { enable: false } };

/** OpenAI's sampling fields in Spark's ranges (spark-protocol.md §2.3, §6; contract §5). */
export function toParameters(request: ChatRequest, model: Model): Translated {
  const adjusted: string[] = [];
  const ignored: string[] = [];

  const fit = (name: keyof ChatRequest, range: Range | null): number | undefined => {
    const value = request[name];
    if (typeof value !== "number") return undefined;
    if (!range) {
      ignored.push(name);
      return undefined;
    }
    const fitted = Math.min(Math.max(value, range.min), range.max);
    if (fitted !== value) adjusted.push(`${name}=${fitted}`);
    return fitted;
  };

  const only = (range: Range): Range | null => (model.reasoning ? range : null);
  const newName = request.max_completion_tokens !== undefined;
  if (newName && request.max_tokens !== undefined) ignored.push("max_tokens");

  return {
    parameters: {
      domain: model.domain,
      temperature: fit("temperature", { min: ABOVE_ZERO, max: model.maxTemperature }),
      top_k: request.top_k,
      max_tokens: fit(newName ? "max_completion_tokens" : "max_tokens", {
        min: 1,
        max: model.maxTokens,
      }),
      top_p: fit("top_p", only({ min: ABOVE_ZERO, max: 1 })),
      presence_penalty: fit("presence_penalty", only({ min: 0, max: 3 })),
      frequency_penalty: fit("frequency_penalty", only({ min: 0, max: 1 })),
      tools: model.webSearch ? [NO_SEARCH] : undefined,
    },
    adjusted,
    ignored,
  };
}
