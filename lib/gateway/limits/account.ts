import type { Caller, Unverified } from "./caller";
import type { Limits } from "./limits";
import { type Budget, reserve } from "./token-budget";

/**
 * What a request costs, in the points of one budget: tokens for text, and for other services what they
 * are billed by.
 */
export type Cost = {
  /** Null: not limited. */
  budget: Budget | null;
  /** Reserved before the request is sent. */
  worstCase: () => number;
  /** So far; debited at the end. */
  spent: () => number;
};

/** What one request owes, from its reservation to its bill. */
export type Account = {
  /** Spark has accepted the caller's own credential: from now on it is counted by itself. */
  markVerified: () => void;
  /** Counts another question to Spark, for a repair or a retry. */
  countAnother: () => void;
  /** Debits what the answer cost, once. Does not fail. */
  settle: () => Promise<void>;
};

/**
 * @param cost null where no budget pays for it
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

/** What its address was counted for was its own doing. */
export function markVerified({ proof, payer, counted }: Unverified, limits: Limits): void {
  limits.verified.add(proof);
  for (const { points, giveBack } of counted.splice(0)) {
    void giveBack(points);
    void limits.requests?.charge(payer, points);
  }
}
