import { isSkewed } from "../../core/clock-skew";
import type { Failure, SparkErrorKind } from "../../core/errors";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BEIJING_MS = 8 * 60 * MINUTE_MS;

/** Why an app cools down. */
export type CooldownReason = "quota" | "rate" | "concurrency" | "auth" | "blocked" | "not-granted";

/**
 * What a cooldown affects: the whole app, one model, or one model on the service that was tried.
 */
export type CooldownScope = "app" | "model" | "target";

type Rule = {
  scope: CooldownScope;
  /** Returns when the cooldown ends. */
  until: (at: number) => number;
  /** True if it ends within moments, so that waiting is worthwhile. */
  transient: boolean;
};

export const RULES: Readonly<Record<CooldownReason, Rule>> = {
  // Spark's quotas are per model, and its day ends at midnight in Beijing.
  quota: { scope: "model", until: nextBeijingDay, transient: false },
  rate: { scope: "app", until: (at) => at + 1000, transient: true },
  concurrency: { scope: "app", until: (at) => at + 500, transient: true },
  // Some keys are valid for some models only, so a rejection says nothing about other models.
  auth: { scope: "target", until: (at) => at + 5 * MINUTE_MS, transient: false },
  blocked: { scope: "app", until: (at) => at + 10 * MINUTE_MS, transient: false },
  "not-granted": { scope: "model", until: (at) => at + 10 * MINUTE_MS, transient: false },
};

const REASONS: Readonly<Partial<Record<SparkErrorKind, CooldownReason>>> = {
  quota: "quota",
  rate: "rate",
  concurrency: "concurrency",
  "foreign-app": "auth",
  blocked: "blocked",
  "not-granted": "not-granted",
};

/** Returns why an app that met a failure should cool down; undefined if it should not. */
export function findCooldownReason(failure: Failure | undefined): CooldownReason | undefined {
  if (failure?.kind === "spark-rejected") {
    return REASONS[failure.reason];
  }
  if (failure?.kind !== "spark-handshake") return undefined;
  const { status, skewSeconds } = failure;
  if (status === 429) return "rate";
  // If our own clock is wrong, every app is rejected.
  return status === 401 || (status === 403 && !isSkewed(skewSeconds)) ? "auth" : undefined;
}

/**
 * Returns whether another app may succeed. It may not be cooling down, or it may have the voice
 * that this caller requested. The app without that voice keeps serving all others.
 */
export function mayFareBetter(failure: Failure | undefined): boolean {
  if (findCooldownReason(failure) !== undefined) return true;
  return failure?.kind === "spark-rejected" && failure.reason === "voice-not-granted";
}

/**
 * Returns the next midnight in Beijing, which is eight hours ahead of UTC all year, as Unix time in
 * milliseconds.
 */
function nextBeijingDay(at: number): number {
  return (Math.floor((at + BEIJING_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_MS;
}
