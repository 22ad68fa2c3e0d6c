import type { Allowance } from "../conversation/store";
import type { Citation, Report, Usage, Variant } from "../conversation/types";

/** The parts in which an answer arrives. */
export type StreamEvent =
  | { readonly type: "head"; readonly report: Report; readonly allowance: Allowance | null }
  | { readonly type: "delta"; readonly index: number; readonly delta: Delta }
  | { readonly type: "usage"; readonly usage: Usage };

/** One step of one choice. A call's id and name come first, and then its arguments bit by bit. */
export type Delta = {
  readonly text?: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly CallDelta[];
  readonly citations?: readonly Citation[];
  readonly finishReason?: string;
  /** True for a whole answer at once: the time of its first token is unknown. */
  readonly isWhole?: boolean;
};

export type CallDelta = { index: number; id?: string; name?: string; arguments?: string };

export function addDelta(variant: Variant, delta: Delta, elapsedMs: number): Variant {
  const grown = grow(variant, delta);
  const speaks = Boolean(delta.text) || Boolean(delta.toolCalls?.length);
  const hasToken = speaks || Boolean(delta.reasoning);
  if (!hasToken || delta.isWhole) return grown;
  const firstTokenMs = variant.timing.firstTokenMs ?? elapsedMs;
  return {
    ...grown,
    state: "streaming",
    reasoningMs: variant.reasoningMs ?? (speaks ? measureReasoning(variant, elapsedMs) : null),
    timing: { ...variant.timing, firstTokenMs, lastTokenMs: elapsedMs },
  };
}

function grow(variant: Variant, delta: Delta): Variant {
  const { text = "", reasoning = "", toolCalls = [], citations = [] } = delta;
  return {
    ...variant,
    text: variant.text + text,
    reasoning: variant.reasoning + reasoning,
    toolCalls: toolCalls.reduce(addCall, variant.toolCalls),
    citations: [...variant.citations, ...citations],
    finishReason: delta.finishReason ?? variant.finishReason,
  };
}

/** Measures the time from the first reasoning to the first text. */
function measureReasoning({ reasoning, timing }: Variant, elapsedMs: number): number | null {
  return reasoning === "" ? null : elapsedMs - (timing.firstTokenMs ?? elapsedMs);
}

function addCall(calls: Variant["toolCalls"], delta: CallDelta): Variant["toolCalls"] {
  const call = calls[delta.index] ?? { id: "", name: "", arguments: "" };
  const grown = {
    id: delta.id ?? call.id,
    name: call.name + (delta.name ?? ""),
    arguments: call.arguments + (delta.arguments ?? ""),
  };
  return calls.toSpliced(delta.index, 1, grown);
}
