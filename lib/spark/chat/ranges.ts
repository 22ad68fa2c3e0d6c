import type { Service } from "../../core/service";
import { type Model, toMaxTokens } from "../models";

/** Both ends are inclusive. */
export type Range = { readonly min: number; readonly max: number };

/** The smallest value known to be accepted, for ranges that start above 0. */
const ABOVE_ZERO = 0.01;
const FROM_ABOVE_ZERO = { min: ABOVE_ZERO, max: 1 };
const OPENAI_PENALTY = { min: -2, max: 2 };
const TOP_K = { min: 1, max: 6 };
const LENGTH = { min: 1, max: Infinity };

/**
 * The range of every sampling parameter on each service, and for the reasoning models, which have
 * their own ranges on both (Web.html, HTTP调用文档.html, X1http.html). Null means not supported. The
 * names are both Spark's and OpenAI's.
 */
const RANGES = {
  temperature: { socket: FROM_ABOVE_ZERO, http: { min: 0, max: 2 }, reasoning: FROM_ABOVE_ZERO },
  top_k: { socket: TOP_K, http: TOP_K, reasoning: TOP_K },
  max_tokens: { socket: LENGTH, http: LENGTH, reasoning: LENGTH },
  top_p: { socket: null, http: FROM_ABOVE_ZERO, reasoning: FROM_ABOVE_ZERO },
  presence_penalty: { socket: null, http: OPENAI_PENALTY, reasoning: { min: 0, max: 3 } },
  frequency_penalty: { socket: null, http: OPENAI_PENALTY, reasoning: { min: 0, max: 1 } },
} as const satisfies Readonly<Record<string, Record<Service | "reasoning", Range | null>>>;

export type SamplingName = keyof typeof RANGES;

const isSamplingName = (name: string): name is SamplingName => Object.hasOwn(RANGES, name);

/** The order in which they are sent. */
export const SAMPLING_NAMES = Object.keys(RANGES).filter(isSamplingName);

/**
 * Returns the range that a model accepts on a service; null if it does not support the parameter.
 */
export function toRange(name: SamplingName, model: Model, service: Service): Range | null {
  // MaaS uses OpenAI's ranges for every model.
  const column = model.reasoning && model.httpHost === null ? "reasoning" : service;
  const range = RANGES[name][column];
  if (name === "max_tokens") return { min: 1, max: toMaxTokens(model, service) };
  // Over HTTP the non-reasoning models share one range; otherwise the catalogue has the maximum.
  if (name === "temperature" && column !== "http") {
    return { min: ABOVE_ZERO, max: model.maxTemperature };
  }
  return range;
}

/** Returns {@link toRange} for every parameter. */
export function toRanges(model: Model, service: Service): Readonly<Record<string, Range | null>> {
  return Object.fromEntries(SAMPLING_NAMES.map((name) => [name, toRange(name, model, service)]));
}
