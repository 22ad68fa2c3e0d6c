import { isSkewed } from "../../core/clock-skew";
import type { Failure, SparkErrorKind } from "../../core/errors";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BEIJING_MS = 8 * 60 * MINUTE_MS;

/** Why an app cools down. */
export type CooldownReason = "quota" | "rate" | "concurrency" | "auth" | "blocked" | "not-granted";

/** What of the app is affected: all of it, one model, or one model on the service that was tried. */
export type CooldownScope = "app" | "model" | "target";

type Rule = {
  scope: CooldownScope;
  /** When the cooldown ends. */
  until: (at: number) => number;
  /** It passes within a moment: worth waiting for. */
  transient: boolean;
};

export const RULES: Readonly<Record<CooldownReason, Rule>> = {
  // Spark grants its tokens per model, and its days end in Beijing.
  quota: { scope: "model", until: nextBeijingDay, transient: false },
  rate: { scope: "app", until: (at) => at + 1000, transient: true },
  concurrency: { scope: "app", until: (at) => at + 500, transient: true },
  // Some keys open some models only, so a refusal says nothing of the others.
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

/** Why the app that met a failure should cool down; undefined when it need not. */
export function findCooldownReason(failure: Failure | undefined): CooldownReason | undefined {
  if (failure?.kind === "spark-rejected") {
    return REASONS[failure.reason];
  }
  if (failure?.kind !== "spark-handshake") return undefined;
  const { status, skewSeconds } = failure;
  if (status === 429) return "rate";
  // With a wrong clock of our own every app is refused.
  return status === 401 || (status === 403 && !isSkewed(skewSeconds)) ? "auth" : undefined;
}

/**
 * Whether another app may fare better: instead of one that has to cool down, or of one that lacks the
 * voice which one caller asked for and goes on serving all the others.
 */
export function mayFareBetter(failure: Failure | undefined): boolean {
  if (findCooldownReason(failure) !== undefined) return true;
  return failure?.kind === "spark-rejected" && failure.reason === "voice-not-granted";
}

/** The next midnight in Beijing, eight hours ahead of UTC all year. Milliseconds since 1970. */
function nextBeijingDay(at: number): number {
  return (Math.floor((at + BEIJING_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_MS;
}
