import type OpenAI from "openai";

import { isRecord } from "../../core/json";
import type { ModelInfo, Range } from "../conversation/models";
import { readField } from "./read-field";

/** Asks the gateway. Throws when it refuses or the network fails. */
export async function listModels(client: OpenAI): Promise<ModelInfo[]> {
  const { data } = await client.models.list();
  return readModels(data);
}

/** Reads what the page needs out of the gateway's list. */
export function readModels(data: readonly OpenAI.Model[]): ModelInfo[] {
  return data.filter(isChatModel).map(toModelInfo);
}

/** The page talks; a gateway that does not say where a model is asked has chat models alone. */
function isChatModel(model: OpenAI.Model): boolean {
  const routes = readField(model, "routes");
  return !Array.isArray(routes) || routes.includes("/v1/chat/completions");
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
