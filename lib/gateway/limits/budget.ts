import { GatewayError } from "../../errors";
import type { Model } from "../../spark/models";
import type { Plan } from "../../translate/plan";
import { estimateTokens } from "../../translate/tokens";
import type { Limits } from "./limits";
import type { Refused } from "./meter";

/** Tokens that were set aside for one answer. */
export type Reservation = {
  /** Replaces the estimate by what the answer cost. Does not fail. */
  settle: (spentTokens: number) => Promise<void>;
};

/**
 * Sets aside what the answer may cost at most, so that answers which run at once do not all count on
 * the same tokens. Whoever has anything left gets his answer whole: a budget is exceeded by one
 * answer, not by as many as are asked for in parallel.
 * @throws GatewayError `budget-spent` or `budget-held`
 */
export async function reserveTokens(
  key: string,
  tokens: number,
  { tokens: meter, held }: Limits,
): Promise<Reservation | null> {
  if (!meter) return null;
  const verdict = await meter.take(key, tokens);
  if (!verdict.isTaken) throw toBudgetError(verdict, held.of(key));
  held.add(key, tokens);
  return {
    async settle(spentTokens) {
      held.add(key, -tokens);
      if (spentTokens < tokens) await verdict.giveBack(tokens - spentTokens);
      if (spentTokens > tokens) await meter.charge(key, spentTokens - tokens);
    },
  };
}

/** Spent for good, or only promised to answers that are still running? */
export function toBudgetError(
  { window, points, reading }: Refused,
  heldTokens: number,
): GatewayError {
  if (points - heldTokens < window.limit) return new GatewayError({ kind: "budget-held" });
  return new GatewayError({
    kind: "budget-spent",
    limit: window.limit,
    windowSeconds: window.seconds,
    retryAfterMs: reading.resetMs,
  });
}

/** The question and the longest answer, as often as there are choices. */
export function toWorstCase(plan: Plan, model: Model, choiceCount: number): number {
  const prompt = plan.turns.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  return choiceCount * (prompt + (plan.sampling.max_tokens ?? model.maxTokens));
}
