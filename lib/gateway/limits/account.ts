import type { Deltas } from "../../core/delta";
import type { Plan } from "../../spark/chat/plan";
import type { Model } from "../../spark/models";
import type { Credential } from "../http/credential";
import { reserveTokens, toWorstCase } from "./token-budget";
import type { Caller, Unverified } from "./caller";
import type { Limits } from "./limits";
import { type UsageSource, createTokenUsage } from "../generate/token-usage";

/** What one request owes, from its reservation to its bill. */
export type Account = {
  /** Spark has let the caller's own credential in: from now on it counts for itself. */
  markVerified: () => void;
  /** The deltas of one connection, whose cost is noted where somebody pays for it by tokens. */
  watch: (asking: UsageSource, deltas: Deltas) => Deltas;
  /** Debits what the answer cost, once. Does not fail. */
  settle: () => Promise<void>;
};

type Opening = {
  caller: Caller;
  credential: Credential;
  plan: Plan;
  model: Model;
  choiceCount: number;
};

/** @throws GatewayError `budget-spent` or `budget-held` */
export async function openAccount(
  { caller, credential, plan, model, choiceCount }: Opening,
  limits: Limits,
): Promise<Account> {
  const { key, unverified } = caller;
  const prove = (): void => {
    if (unverified) markVerified(unverified, limits);
  };
  const reservation =
    credential.owner === "server" && limits.tokens
      ? await reserveTokens(key, toWorstCase(plan, model, choiceCount), limits)
      : null;
  if (!reservation)
    return { markVerified: prove, watch: (_asking, deltas) => deltas, settle: async () => {} };

  const spending = createTokenUsage();
  let isSettled = false;
  return {
    markVerified: prove,
    watch: (asking, deltas) => spending.watch(asking, deltas),
    async settle() {
      if (isSettled) return;
      isSettled = true;
      await reservation.settle(spending.total());
    },
  };
}

/** What its address was counted for was its own doing. */
function markVerified({ proof, key, counted }: Unverified, limits: Limits): void {
  limits.verified.add(proof);
  for (const { points, giveBack } of counted.splice(0)) {
    void giveBack(points);
    void limits.requests?.charge(key, points);
  }
}
