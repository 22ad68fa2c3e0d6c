import { isRecord } from "../../core/json";
import { createVariant } from "../conversation/create";
import type { Citation, Usage, Variant } from "../conversation/types";
import { readCalls, readString } from "./import-message";

type Source = Readonly<Record<string, unknown>>;

/** Returns the variants of an exported answer, without those that have neither text nor calls. */
export function readVariants(answer: unknown): Variant[] {
  const variants: unknown[] =
    isRecord(answer) && Array.isArray(answer["variants"]) ? answer["variants"] : [];
  return variants
    .filter(isRecord)
    .map(toVariant)
    .filter(({ text, toolCalls }) => text !== "" || toolCalls.length > 0);
}

const STATES = ["done", "stopped", "interrupted"] as const;

function toVariant(source: Source): Variant {
  const timing = isRecord(source["timing"]) ? source["timing"] : {};
  return {
    ...createVariant(readString(source, "id"), readString(source, "model"), ""),
    state: STATES.find((state) => state === source["state"]) ?? "interrupted",
    text: readString(source, "text"),
    reasoning: readString(source, "reasoning"),
    reasoningMs: readNumber(source["reasoningMs"]),
    toolCalls: readCalls(source["toolCalls"]),
    citations: readCitations(source["citations"]),
    finishReason: readString(source, "finishReason") || null,
    usage: readUsage(source["usage"]),
    timing: {
      firstTokenMs: readNumber(timing["firstTokenMs"]),
      lastTokenMs: readNumber(timing["lastTokenMs"]),
      totalMs: readNumber(timing["totalMs"]),
    },
    // The wire log existed only in the memory of the exporting page.
    wireId: null,
  };
}

function readNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function readCitations(value: unknown): Citation[] {
  const citations: unknown[] = Array.isArray(value) ? value : [];
  return citations
    .filter(isRecord)
    .map((one) => ({ url: readString(one, "url"), title: readString(one, "title") }));
}

function readUsage(value: unknown): Usage | null {
  if (!isRecord(value)) return null;
  const [prompt, completion, total] = ["prompt_tokens", "completion_tokens", "total_tokens"].map(
    (name) => readNumber(value[name]),
  );
  if (prompt == null || completion == null || total == null) return null;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
}
