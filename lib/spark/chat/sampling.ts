import type { ChatRequest } from "../../api/chat-completions/request-schema";
import type { Model } from "../models";
import { type Range, toRanges } from "./ranges";
import type { SparkSampling } from "./request";
import type { Service } from "../../core/service";

/** What Spark is asked for, and what the caller is told about it. */
export type TranslatedSampling = {
  sampling: SparkSampling;
  /** `name=value` of each field whose value had to change. */
  adjusted: readonly string[];
  /** Names of the fields that this model does not know. */
  ignored: readonly string[];
};

/** OpenAI's sampling fields in Spark's ranges (Web.html, HTTP调用文档.html, X1http.html). */
export function toSampling(
  request: ChatRequest,
  model: Model,
  service: Service,
): TranslatedSampling {
  const ranges = toRanges(model, service);
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

  const newName = request.max_completion_tokens !== undefined;
  if (newName && request.max_tokens !== undefined) ignored.push("max_tokens");
  if (!model.reasoning && request.thinking) ignored.push("thinking");
  if (!model.reasoning && request.reasoning_effort) ignored.push("reasoning_effort");

  return {
    sampling: {
      temperature: fit("temperature", ranges.temperature),
      top_k: request.top_k,
      max_tokens: fit(newName ? "max_completion_tokens" : "max_tokens", {
        min: 1,
        max: model.maxTokens,
      }),
      top_p: fit("top_p", ranges.top_p),
      presence_penalty: fit("presence_penalty", ranges.presence_penalty),
      frequency_penalty: fit("frequency_penalty", ranges.frequency_penalty),
      thinking: model.reasoning ? toThinking(request) : undefined,
    },
    adjusted,
    ignored,
  };
}

/** Spark's own field speaks first; of OpenAI's efforts, only `none` switches thinking off. */
function toThinking({
  thinking,
  reasoning_effort: effort,
}: ChatRequest): SparkSampling["thinking"] {
  if (thinking) return thinking;
  if (effort === undefined) return undefined;
  return { type: effort === "none" ? "disabled" : "enabled" };
}
