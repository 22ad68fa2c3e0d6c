import { type BudgetUnit, GatewayError } from "../../core/errors";
import type { Payer } from "./payer";
import type { ReservedTokens } from "./reserved-tokens";
import type { TieredLimiter, TieredRefused } from "./tiered-limiter";

/** What callers may spend per window, and how much of it is reserved for running answers. */
export type Budget = { unit: BudgetUnit; limiter: TieredLimiter; reserved: ReservedTokens };

/** Points that are reserved for one answer. */
export type Reservation = {
  /** Replaces the estimate with the actual cost. Does not fail. */
  settle: (spent: number) => Promise<void>;
};

/**
 * Reserves the most that an answer may cost, so that parallel answers do not count on the same
 * points. Any remaining budget buys one full answer: a budget can be exceeded by one answer, but
 * not by many at once.
 * @throws GatewayError `budget-spent` or `budget-held`
 */
export async function reserve(payer: Payer, points: number, budget: Budget): Promise<Reservation> {
  const { limiter, reserved } = budget;
  const keys = limiter.listKeys(payer);
  const hold = (more: number): void => keys.forEach((key) => reserved.add(key, more));
  // Points stay reserved from before they are counted until they are given back. Points that may
  // come back therefore never look spent, and no caller is rejected for a whole day because of
  // them.
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

/**
 * Requires that any budget is left.
 * @throws GatewayError `budget-spent` or `budget-held`
 */
export async function requireBudget(payer: Payer, budget: Budget | null): Promise<void> {
  if (!budget) return;
  const verdict = await budget.limiter.take(payer, 0);
  if (!verdict.isTaken) throw toBudgetError(verdict, budget);
}

/** Returns `budget-held` if the missing points are only reserved for running answers. */
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
