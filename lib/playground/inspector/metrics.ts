import type { Timing, Usage } from "../conversation/types";

/** The known figures of an answer; null if unknown. Nothing here is guessed. */
export type Metrics = {
  /** The time from the request to the first text, reasoning or call. */
  firstTokenMs: number | null;
  totalMs: number | null;
  /** Measured from the first token to the last, so it excludes the wait for the first. */
  tokensPerSecond: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  /** True if the gateway estimated the tokens, which it reports. */
  isEstimated: boolean;
  /** The number of answers in the sum of tokens. */
  choices: number;
  finishReason: string | null;
};

type Measured = { timing: Timing; usage: Usage | null; finishReason: string | null };

export function measure({ timing, usage, finishReason }: Measured): Metrics {
  return {
    firstTokenMs: timing.firstTokenMs,
    totalMs: timing.totalMs,
    tokensPerSecond: toRate(timing, usage),
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    isEstimated: usage?.estimated === true,
    choices: usage?.choices ?? 1,
    finishReason,
  };
}

/** An answer that arrives within this time came in one piece, and has no rate. */
const SHORTEST_MS = 50;

/** Returns null for an answer in one piece, and for one whose own tokens are unknown. */
function toRate({ firstTokenMs, lastTokenMs }: Timing, usage: Usage | null): number | null {
  if (!usage || usage.choices !== undefined || firstTokenMs === null || lastTokenMs === null)
    return null;
  const milliseconds = lastTokenMs - firstTokenMs;
  return milliseconds < SHORTEST_MS ? null : (usage.completion_tokens * 1000) / milliseconds;
}

/** The same figures, formatted. */
export type MetricTexts = Readonly<
  Record<"firstToken" | "total" | "rate" | "tokens" | "finishReason", string>
>;

export const UNKNOWN = "–";

export function toMetricTexts(metrics: Metrics): MetricTexts {
  const { promptTokens, completionTokens, tokensPerSecond } = metrics;
  const about = metrics.isEstimated ? "≈ " : "";
  return {
    firstToken: toDuration(metrics.firstTokenMs),
    total: toDuration(metrics.totalMs),
    rate: tokensPerSecond === null ? UNKNOWN : `${about}${tokensPerSecond.toFixed(1)} tok/s`,
    tokens:
      promptTokens === null || completionTokens === null
        ? UNKNOWN
        : `${about}${promptTokens} → ${completionTokens}`,
    finishReason: metrics.finishReason ?? UNKNOWN,
  };
}

const LONG_MS = 10_000;

/** Formats a duration: in milliseconds while they are readable, in seconds from ten on. */
export function toDuration(milliseconds: number | null): string {
  if (milliseconds === null) return UNKNOWN;
  if (milliseconds < LONG_MS) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
