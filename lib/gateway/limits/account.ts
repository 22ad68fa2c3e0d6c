import type { Caller, Unverified } from "./caller";
import type { Limits } from "./limits";
import { type Budget, reserve } from "./token-budget";

/**
 * The cost of a request in the unit of one budget: tokens for text; other services have their own
 * billing unit.
 */
export type Cost = {
  /** Null if unlimited. */
  budget: Budget | null;
  /** Reserved before the request is sent. */
  worstCase: () => number;
  /** The cost so far, debited at the end. */
  spent: () => number;
};

/** What one request owes, from its reservation to its bill. */
export type Account = {
  /**
   * Records that Spark has accepted the caller's own credential, which from now on counts by
   * itself.
   */
  markVerified: () => void;
  /** Counts another request to Spark, for a repair or a retry. */
  countAnother: () => void;
  /** Debits what the answer cost, once. Does not fail. */
  settle: () => Promise<void>;
};

/**
 * @param cost null if no budget pays for the request
 * @throws GatewayError `budget-spent` or `budget-held`
 */
export async function openAccount(
  caller: Caller,
  cost: Cost | null,
  limits: Limits,
): Promise<Account> {
  const { unverified } = caller;
  const common = {
    markVerified: (): void => {
      if (unverified) markVerified(unverified, limits);
    },
    countAnother: (): void => void limits.requests?.charge(caller, 1),
  };
  if (!cost?.budget) return { ...common, settle: async () => {} };
  const reservation = await reserve(caller, cost.worstCase(), cost.budget);
  let isSettled = false;
  return {
    ...common,
    async settle() {
      if (isSettled) return;
      isSettled = true;
      await reservation.settle(cost.spent());
    },
  };
}

/** Moves what was counted for the address to the caller, whose credential is now verified. */
export function markVerified({ proof, payer, counted }: Unverified, limits: Limits): void {
  limits.verified.add(proof);
  for (const { points, giveBack } of counted.splice(0)) {
    void giveBack(points);
    void limits.requests?.charge(payer, points);
  }
}
