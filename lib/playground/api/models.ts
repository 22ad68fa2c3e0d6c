import type OpenAI from "openai";

import { isRecord } from "../../core/json";
import type { ModelInfo, ModelKind, Range } from "../conversation/models";
import type { VoiceModels } from "../page/gateway-facts";
import { readField } from "./read-field";

/** What a gateway has: models to choose from, and those behind the buttons for voice. */
export type Listed = { models: ModelInfo[]; voice: VoiceModels };

/** Requests the models from the gateway. Throws if it rejects the request or the network fails. */
export async function listModels(client: OpenAI): Promise<Listed> {
  const { data } = await client.models.list();
  return { models: readModels(data), voice: readVoiceModels(data) };
}

/** Reads what the page needs from the gateway's list. */
export function readModels(data: readonly OpenAI.Model[]): ModelInfo[] {
  return data.flatMap((model) => {
    const kind = readKind(model);
    return kind ? [toModelInfo(model, kind)] : [];
  });
}

/** Finds the usual models for voice, or else the first that have their routes. */
export function readVoiceModels(data: readonly OpenAI.Model[]): VoiceModels {
  const find = (usual: string, route: string): string | null => {
    const ids = data.filter((model) => hasRoute(model, route)).map(({ id }) => id);
    return ids.find((id) => id === usual) ?? ids[0] ?? null;
  };
  return {
    speech: find("spark-tts", "/v1/audio/speech"),
    transcription: find("spark-asr", "/v1/audio/transcriptions"),
  };
}

function hasRoute(model: OpenAI.Model, route: string): boolean {
  const routes = readField(model, "routes");
  return Array.isArray(routes) && routes.includes(route);
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
