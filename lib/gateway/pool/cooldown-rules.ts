import type { Failure } from "../../core/errors";
import { classifyRefusal, type Refusal } from "../../spark/codes";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BEIJING_MS = 8 * 60 * MINUTE_MS;

/** Why an app had better be left alone for a while. */
export type Cause = "quota" | "rate" | "concurrency" | "auth" | "blocked" | "not-granted";

/** What of the app it concerns: all of it, one model, or one model by the one way that was tried. */
export type Scope = "app" | "model" | "way";

type Rule = {
  scope: Scope;
  /** When it may be over. */
  until: (at: number) => number;
  /** It passes by itself in a moment, which is worth waiting for. */
  passing: boolean;
};

export const RULES: Readonly<Record<Cause, Rule>> = {
  // Spark grants its tokens per model, and its days end in Beijing.
  quota: { scope: "model", until: nextBeijingDay, passing: false },
  rate: { scope: "app", until: (at) => at + 1000, passing: true },
  concurrency: { scope: "app", until: (at) => at + 500, passing: true },
  // Some keys open some models only, so a refusal says nothing of the others.
  auth: { scope: "way", until: (at) => at + 5 * MINUTE_MS, passing: false },
  blocked: { scope: "app", until: (at) => at + 10 * MINUTE_MS, passing: false },
  "not-granted": { scope: "model", until: (at) => at + 10 * MINUTE_MS, passing: false },
};

const CAUSES: Readonly<Partial<Record<Refusal, Cause>>> = {
  quota: "quota",
  rate: "rate",
  concurrency: "concurrency",
  blocked: "blocked",
  "not-granted": "not-granted",
};

/** Spark refuses a date that is further from its own. */
const MAX_SKEW_SECONDS = 300;

/** What a failure says against the app that was asked, so that another may do better; mostly nothing. */
export function findCause(failure: Failure | undefined): Cause | undefined {
  if (failure?.kind === "spark-rejected") {
    return CAUSES[classifyRefusal(failure.code, failure.message)];
  }
  if (failure?.kind !== "spark-handshake") return undefined;
  const { status, skewSeconds } = failure;
  if (status === 429) return "rate";
  // With a wrong clock of our own every app is refused.
  const isSkewed = skewSeconds !== null && Math.abs(skewSeconds) > MAX_SKEW_SECONDS;
  return status === 401 || (status === 403 && !isSkewed) ? "auth" : undefined;
}

/** The next midnight in Beijing, eight hours ahead of UTC all year. Milliseconds since 1970. */
function nextBeijingDay(at: number): number {
  return (Math.floor((at + BEIJING_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_MS;
}
