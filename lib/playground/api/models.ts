import type OpenAI from "openai";

import { isRecord } from "../../core/json";
import { DEFAULT_MODEL } from "./default-model";
import { readField } from "./read-field";

/** One row of `GET /v1/models`; what it can do is the gateway's own addition. */
export type ModelInfo = {
  id: string;
  vision: boolean;
  tools: boolean;
  webSearch: boolean;
  reasoning: boolean;
  contextTokens: number | null;
  /** What the gateway fits each number into; null for one that the model ignores. Empty where it does not say. */
  ranges: Readonly<Record<string, Range | null>>;
};

/** Both ends are included. */
export type Range = { min: number; max: number };

/** Asks the gateway. Throws when it refuses or the network fails. */
export async function listModels(client: OpenAI): Promise<ModelInfo[]> {
  const { data } = await client.models.list();
  return data.map(toModelInfo);
}

/** Undefined while the list is not there, and for an id that it does not hold. */
export function findModel(models: readonly ModelInfo[], id: string): ModelInfo | undefined {
  return models.find((model) => model.id === id);
}

/** The first one that understands images. */
export function findVisionModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return models.find(({ vision }) => vision);
}

/** The usual one, where the gateway has it; else the first that needs no image. */
export function findTextModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return findModel(models, DEFAULT_MODEL) ?? models.find(({ vision }) => !vision);
}

function toModelInfo(model: OpenAI.Model): ModelInfo {
  const capabilities = readField(model, "capabilities");
  return {
    id: model.id,
    vision: readField(capabilities, "vision") === true,
    tools: readField(capabilities, "tools") === true,
    webSearch: readField(capabilities, "web_search") === true,
    reasoning: readField(capabilities, "reasoning") === true,
    contextTokens: toCount(readField(model, "context_length")),
    ranges: toRanges(readField(model, "ranges")),
  };
}

function toRanges(value: unknown): ModelInfo["ranges"] {
  const ranges: Record<string, Range | null> = {};
  for (const [name, range] of Object.entries(isRecord(value) ? value : {})) {
    const min = readField(range, "min");
    const max = readField(range, "max");
    if (range === null) ranges[name] = null;
    if (typeof min === "number" && typeof max === "number") ranges[name] = { min, max };
  }
  return ranges;
}

function toCount(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
