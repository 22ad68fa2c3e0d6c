import type OpenAI from "openai";

import { streamEvents } from "./stream";
import type { Allowance } from "../conversation/store";
import type { ChatBody, Failure, Variant } from "../conversation/types";
import { toFailure } from "./error";
import { createNetworkFailure } from "./network-error";
import { addDelta, type StreamEvent } from "./stream-events";
import { isRunning } from "../conversation/shown";

export type StreamAnswerOptions = {
  client: OpenAI;
  signal: AbortSignal;
  now: () => number;
  /** Called with the variants as they grow, far more often than a screen is drawn. */
  onChange: (variants: readonly Variant[]) => void;
  onAllowance: (allowance: Allowance) => void;
};

/** Fills waiting variants with the answer to one request. Every result has ended; never throws. */
export async function streamAnswer(
  variants: readonly Variant[],
  body: ChatBody,
  { client, signal, now, onChange, onAllowance }: StreamAnswerOptions,
): Promise<readonly Variant[]> {
  const startedAt = now();
  let live = variants;
  const end = (error?: unknown): Variant[] => {
    const totalMs = now() - startedAt;
    return live.map((variant) => {
      const timed = { ...variant, timing: { ...variant.timing, totalMs } };
      return isRunning(variant) ? settle(timed, signal.aborted, toReason(variant, error)) : timed;
    });
  };
  const toReason = ({ finishReason }: Variant, error: unknown): Failure | null => {
    if (error !== undefined) return toFailure(error, now());
    // The stream has ended. Only a finish reason proves that the answer is complete.
    return finishReason === null ? createNetworkFailure("no finish_reason", now()) : null;
  };
  try {
    for await (const event of streamEvents(body, { client, signal })) {
      const at = now() - startedAt;
      live = live.map((variant, index) =>
        addEvent(variant, event, { index, at, choices: variants.length }),
      );
      if (event.type === "head" && event.allowance) onAllowance(event.allowance);
      onChange(live);
    }
    return end();
  } catch (error) {
    return end(error ?? "unknown");
  }
}

type Place = { index: number; choices: number; at: number };

/**
 * Adds an event to a variant. `index` is the variant's choice, and `at` is the time in milliseconds
 * since the request was sent.
 */
function addEvent(variant: Variant, event: StreamEvent, { index, choices, at }: Place): Variant {
  switch (event.type) {
    case "head":
      return { ...variant, report: event.report };
    case "delta":
      return event.index === index ? addDelta(variant, event.delta, at) : variant;
    case "usage":
      // With several choices, the usage is reported once, as the sum of all of them.
      return { ...variant, usage: choices === 1 ? event.usage : { ...event.usage, choices } };
  }
}

function settle(variant: Variant, isStopped: boolean, failure: Failure | null): Variant {
  if (isStopped && variant.finishReason === null) return { ...variant, state: "stopped" };
  return failure && variant.finishReason === null
    ? { ...variant, state: "failed", failure }
    : { ...variant, state: "done" };
}
