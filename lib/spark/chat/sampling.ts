import type { Generation } from "../../core/generation";
import type { Service } from "../../core/service";
import type { Model } from "../models";
import { type Range, SAMPLING_NAMES, toRange } from "./ranges";
import type { SparkSampling } from "./request";

/** What Spark is asked for, and what the caller is told about it. */
export type TranslatedSampling = {
  sampling: SparkSampling;
  /** `name=value` of each field whose value had to change. */
  adjusted: readonly string[];
  /** Names of the fields that this model does not know. */
  ignored: readonly string[];
};

/** The caller's sampling fields in the ranges of the model and the service. */
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
