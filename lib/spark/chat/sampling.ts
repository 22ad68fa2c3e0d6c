import type { Generation } from "../../core/generation";
import type { Service } from "../../core/service";
import type { Model } from "../models";
import { type Range, SAMPLING_NAMES, toRange } from "./ranges";
import type { SparkSampling } from "./request";

/** The sampling fields for Spark, and the changes to report to the caller. */
export type TranslatedSampling = {
  sampling: SparkSampling;
  /** `name=value` for each field whose value was changed. */
  adjusted: readonly string[];
  /** Names of the fields that this model does not support. */
  ignored: readonly string[];
};

/** Clamps the caller's sampling fields to the ranges of the model and the service. */
export function toSampling(
  generation: Generation,
  model: Model,
  service: Service,
): TranslatedSampling {
  const { sampling: wanted, maxTokens, thinking, thinkingSummary } = generation;
  const adjusted = model.reasoning && thinkingSummary ? [`${thinkingSummary.name}=verbatim`] : [];
  const ignored: string[] = model.reasoning || !thinking ? [] : [thinking.name];
  const fit = (name: string, value: number, range: Range | null): number | undefined => {
    if (!range) {
      ignored.push(name);
      return undefined;
    }
    const fitted = Math.min(Math.max(value, range.min), range.max);
    if (fitted !== value) adjusted.push(`${name}=${fitted}`);
    return fitted;
  };

  const sampling: SparkSampling = {};
  for (const name of SAMPLING_NAMES) {
    const field = name === "max_tokens" ? maxTokens : wanted[name];
    if (field?.value !== undefined)
      sampling[name] = fit(field.name, field.value, toRange(name, model, service));
  }
  return { sampling: { ...sampling, ...toThinking(generation, model) }, adjusted, ignored };
}

function toThinking(
  { thinking, defaultThinking }: Generation,
  { reasoning }: Model,
): SparkSampling {
  const asked = thinking?.value ?? defaultThinking;
  return reasoning && asked ? { thinking: { type: asked } } : {};
}
