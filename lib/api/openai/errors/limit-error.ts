import type { BudgetUnit, Failure, LimitScope } from "../../../core/errors";
import type { OpenAiError } from "../error-schema";
import { forbidden, NO_RETRY, RETRY_SOON, toRetryAfter, type OpenAiFailure } from "./wire-error";

type LimitFailure = Extract<
  Failure,
  { kind: "rate-limited" | "budget-spent" | "budget-held" | "model-not-given" }
>;

/** Explains a limit or a restriction that the gateway's operator has set. */
export function explainLimit(failure: LimitFailure): OpenAiFailure {
  switch (failure.kind) {
    case "rate-limited": {
      const { scope, limit, windowSeconds, retryAfterMs } = failure;
      const message =
        `This gateway takes ${limit} ${limit === 1 ? "request" : "requests"} per ` +
        `${toLength(windowSeconds)} from ${EACH[scope]}: try again in ${toWait(retryAfterMs)}.`;
      return tooMany("rate_limit_error", "rate_limit_exceeded", {
        message,
        headers: toRetryHeaders(retryAfterMs),
      });
    }
    case "budget-spent": {
      const { scope, unit, limit, windowSeconds, retryAfterMs } = failure;
      const message =
        `The ${limit} ${toUnit(unit, limit)} per ${toLength(windowSeconds)} that this gateway gives ${EACH[scope]} ` +
        `are used up: try again in ${toWait(retryAfterMs)}, or bring your own Spark app.`;
      return tooMany("insufficient_quota", "insufficient_quota", {
        message,
        headers: { ...toRetryHeaders(retryAfterMs), ...NO_RETRY },
      });
    }
    case "budget-held":
      return tooMany("rate_limit_error", "rate_limit_exceeded", {
        message:
          `Your running answers may need what is left of your ${failure.unit} on this gateway: try ` +
          `again when one of them has ended, or ask for ${LESS[failure.unit]}.`,
        headers: RETRY_SOON,
      });
    case "model-not-given": {
      const { model, given } = failure;
      const message =
        `This gateway does not offer the model \`${model}\`, but ${given.join(", ")}: choose ` +
        "one of them, or bring your own Spark app.";
      const { error, ...rest } = forbidden("model_not_authorized", message);
      return { ...rest, error: { ...error, param: "model" } };
    }
  }
}

/** Names who a limit applies to. */
const EACH: Readonly<Record<LimitScope, string>> = {
  caller: "each caller",
  network: "all callers of one network",
  total: "all callers together",
};

const LESS: Readonly<Record<BudgetUnit, string>> = {
  tokens: "a shorter answer",
  images: "fewer",
  characters: "a shorter text",
  seconds: "shorter audio",
};

const toUnit = (unit: BudgetUnit, count: number): string =>
  count === 1 ? unit.slice(0, -1) : unit;

export function tooMany(
  type: OpenAiError["type"],
  code: string,
  { message, headers }: { message: string; headers: OpenAiFailure["headers"] },
): OpenAiFailure {
  return { status: 429, error: { message, type, param: null, code }, headers };
}

/** For a longer wait, OpenAI's Python client retries at once and its Node client sleeps. */
const PATIENCE_MS = 60_000;

export function toRetryHeaders(retryAfterMs: number): OpenAiFailure["headers"] {
  return { ...toRetryAfter(retryAfterMs), ...(retryAfterMs > PATIENCE_MS ? NO_RETRY : {}) };
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Formats a window for use after "per": `minute`, `10 minutes`. */
function toLength(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? UNITS[3];
  return seconds === size ? unit : `${seconds / size} ${unit}s`;
}

/**
 * Formats a waiting time, rounded up so that it is always long enough: `12 seconds`, `7 minutes`.
 */
function toWait(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? UNITS[3];
  const count = Math.ceil(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
