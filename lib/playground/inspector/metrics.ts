import type { Timing, Usage } from "../conversation/types";

/** What is known of an answer; null where nobody said. Nothing here is guessed. */
export type Metrics = {
  /** From the request to the first text, thought or call. */
  firstTokenMs: number | null;
  totalMs: number | null;
  /** Over the time in which tokens came: what was waited for the first is not in it. */
  tokensPerSecond: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  /** The gateway counted by rule of thumb, and says so. */
  isEstimated: boolean;
  /** How many answers the tokens are the sum of. */
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

/** An answer that came in one piece has no rate, nor has one whose own tokens nobody counted. */
function toRate({ firstTokenMs, lastTokenMs }: Timing, usage: Usage | null): number | null {
  if (!usage || usage.choices !== undefined || firstTokenMs === null || lastTokenMs === null)
    return null;
  const seconds = (lastTokenMs - firstTokenMs) / 1000;
  return seconds > 0 ? usage.completion_tokens / seconds : null;
}

/** The same, as it is shown. */
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

/** Milliseconds while they can be read; seconds from ten on. */
export function toDuration(milliseconds: number | null): string {
  if (milliseconds === null) return UNKNOWN;
  if (milliseconds < LONG_MS) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
