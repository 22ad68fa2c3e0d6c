import type { Service } from "../../core/service";
import type { Model } from "../models";

/** Both ends are included. */
export type Range = { readonly min: number; readonly max: number };

/** Ranges that begin above 0 begin here: the smallest value that Spark takes for certain. */
const ABOVE_ZERO = 0.01;
const FROM_ABOVE_ZERO = { min: ABOVE_ZERO, max: 1 };
const OPENAI_PENALTY = { min: -2, max: 2 };
const TOP_K = { min: 1, max: 6 };

/**
 * Every sampling parameter with its range on each service, and on the models that reason, which have
 * ranges of their own on both (Web.html, HTTP调用文档.html, X1http.html). Null: not known there.
 */
const RANGES = {
  temperature: { socket: FROM_ABOVE_ZERO, http: { min: 0, max: 2 }, reasoning: FROM_ABOVE_ZERO },
  top_k: { socket: TOP_K, http: TOP_K, reasoning: TOP_K },
  top_p: { socket: null, http: FROM_ABOVE_ZERO, reasoning: FROM_ABOVE_ZERO },
  presence_penalty: { socket: null, http: OPENAI_PENALTY, reasoning: { min: 0, max: 3 } },
  frequency_penalty: { socket: null, http: OPENAI_PENALTY, reasoning: { min: 0, max: 1 } },
} as const satisfies Readonly<Record<string, Record<Service | "reasoning", Range | null>>>;

/** Spark's names are those of OpenAI's chat API. */
export type SamplingName = keyof typeof RANGES;

export type Ranges = Readonly<Record<SamplingName | "max_tokens", Range | null>>;

/** What a model takes on a service; null for a parameter that it does not know. */
export function toRanges(model: Model, service: Service): Ranges {
  const column = model.reasoning ? "reasoning" : service;
  const { temperature } = RANGES;
  return {
    // Over HTTP the models that do not reason share one range; elsewhere the catalogue has the upper end.
    temperature:
      column === "http" ? temperature.http : { ...temperature[column], max: model.maxTemperature },
    top_k: RANGES.top_k[column],
    top_p: RANGES.top_p[column],
    presence_penalty: RANGES.presence_penalty[column],
    frequency_penalty: RANGES.frequency_penalty[column],
    max_tokens: { min: 1, max: model.maxTokens },
  };
}
