import { type BudgetUnit, GatewayError } from "../../core/errors";
import type { Payer } from "./payer";
import type { ReservedTokens } from "./reserved-tokens";
import type { TieredLimiter, TieredRefused } from "./tiered-limiter";

/** What callers may spend in windows of time, and what of it is reserved for answers that still run. */
export type Budget = { unit: BudgetUnit; limiter: TieredLimiter; reserved: ReservedTokens };

/** Points that were set aside for one answer. */
export type Reservation = {
  /** Replaces the estimate by what the answer cost. Does not fail. */
  settle: (spent: number) => Promise<void>;
};

/**
 * Sets aside what the answer may cost at most, so that answers which run at once do not all count on
 * the same points. Any remaining budget buys one full answer: a budget is exceeded by one answer, not
 * by as many as are asked for in parallel.
 * @throws GatewayError `budget-spent` or `budget-held`
 */
export async function reserve(payer: Payer, points: number, budget: Budget): Promise<Reservation> {
  const { limiter, reserved } = budget;
  const keys = limiter.listKeys(payer);
  const hold = (more: number): void => keys.forEach((key) => reserved.add(key, more));
  // Reserved before they are counted and until they are given back: whatever is counted and may come
  // back is reserved, so that nobody is sent away for a day on its account.
  hold(points);
  const verdict = await limiter.take(payer, points);
  if (!verdict.isTaken) {
    hold(-points);
    await requireBudget(payer, budget);
    throw new GatewayError({ kind: "budget-held", unit: budget.unit });
  }
  return {
    async settle(spent) {
      if (spent < points) await verdict.giveBack(points - spent);
      if (spent > points) await limiter.charge(payer, spent - points);
      hold(-points);
    },
  };
}

/** Whether anything is left. @throws GatewayError `budget-spent` or `budget-held` */
export async function requireBudget(payer: Payer, budget: Budget | null): Promise<void> {
  if (!budget) return;
  const verdict = await budget.limiter.take(payer, 0);
  if (!verdict.isTaken) throw toBudgetError(verdict, budget);
}

/** Spent for good, or only promised to answers that are still running? */
function toBudgetError(
  { scope, key, window, points, reading }: TieredRefused,
  { unit, reserved }: Budget,
): GatewayError {
  if (points - reserved.of(key) < window.limit) {
    return new GatewayError({ kind: "budget-held", unit });
  }
  return new GatewayError({
    kind: "budget-spent",
    scope,
    unit,
    limit: window.limit,
    windowSeconds: window.seconds,
    retryAfterMs: reading.resetMs,
  });
}
