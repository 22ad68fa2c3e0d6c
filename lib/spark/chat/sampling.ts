import type { ChatRequest } from "../../api/chat-completions/request-schema";
import type { Model } from "../models";
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

type Range = { min: number; max: number };
/** Null: the service does not know the field. */
type Ranges = Readonly<
  Record<"temperature" | "top_p" | "presence_penalty" | "frequency_penalty", Range | null>
>;

/** Ranges that begin above 0 begin here: the smallest value that Spark takes for certain. */
const ABOVE_ZERO = 0.01;

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

function toRanges({ reasoning, maxTemperature }: Model, service: Service): Ranges {
  if (reasoning) {
    return {
      temperature: { min: ABOVE_ZERO, max: maxTemperature },
      top_p: { min: ABOVE_ZERO, max: 1 },
      presence_penalty: { min: 0, max: 3 },
      frequency_penalty: { min: 0, max: 1 },
    };
  }
  switch (service) {
    case "socket":
      return {
        temperature: { min: ABOVE_ZERO, max: maxTemperature },
        top_p: null,
        presence_penalty: null,
        frequency_penalty: null,
      };
    case "http":
      return {
        temperature: { min: 0, max: 2 },
        top_p: { min: ABOVE_ZERO, max: 1 },
        presence_penalty: { min: -2, max: 2 },
        frequency_penalty: { min: -2, max: 2 },
      };
  }
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
