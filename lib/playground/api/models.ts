import type OpenAI from "openai";

import { isRecord } from "../../core/json";
import type { ModelInfo, ModelKind, Range } from "../conversation/models";
import { readField } from "./read-field";

/** Requests the models from the gateway. Throws if it rejects the request or the network fails. */
export async function listModels(client: OpenAI): Promise<ModelInfo[]> {
  const { data } = await client.models.list();
  return readModels(data);
}

/** Reads what the page needs from the gateway's list. */
export function readModels(data: readonly OpenAI.Model[]): ModelInfo[] {
  return data.flatMap((model) => {
    const kind = readKind(model);
    return kind ? [toModelInfo(model, kind)] : [];
  });
}

/**
 * Returns what a model is for, or undefined for models that the page does not offer. A gateway that
 * lists no routes has only chat models.
 */
function readKind(model: OpenAI.Model): ModelKind | undefined {
  const routes = readField(model, "routes");
  if (!Array.isArray(routes) || routes.includes("/v1/chat/completions")) return "chat";
  return routes.includes("/v1/images/generations") ? "image" : undefined;
}

function toModelInfo(model: OpenAI.Model, kind: ModelKind): ModelInfo {
  const capabilities = readField(model, "capabilities");
  return {
    id: model.id,
    kind,
    vision: readField(capabilities, "vision") === true,
    tools: readField(capabilities, "tools") === true,
    webSearch: readField(capabilities, "web_search") === true,
    reasoning: readField(capabilities, "reasoning") === true,
    contextTokens: toCount(readField(model, "context_length")),
    ranges: toRanges(readField(model, "ranges")),
    sizes: kind === "image" ? toTexts(readField(model, "sizes")) : [],
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

function toTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function toCount(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
