import { GatewayError } from "../../core/errors";
import type { Model } from "../../spark/models";
import type { Plan } from "../../spark/chat/plan";
import { estimatePrompt } from "../../spark/chat/prompt-tokens";
import type { Limits } from "./limits";
import type { Refused } from "./window-limiter";

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
  limits: Limits,
): Promise<Reservation | null> {
  const { tokens: meter, reserved } = limits;
  if (!meter) return null;
  // Held before they are counted and until they are given back: whatever is counted and may come
  // back is held, so that nobody is sent away for a day on its account.
  reserved.add(key, tokens);
  const verdict = await meter.take(key, tokens);
  if (!verdict.isTaken) {
    reserved.add(key, -tokens);
    await requireTokens(key, limits);
    throw new GatewayError({ kind: "budget-held" });
  }
  return {
    async settle(spentTokens) {
      if (spentTokens < tokens) await verdict.giveBack(tokens - spentTokens);
      if (spentTokens > tokens) await meter.charge(key, spentTokens - tokens);
      reserved.add(key, -tokens);
    },
  };
}

/** Whether any are left. @throws GatewayError `budget-spent` or `budget-held` */
export async function requireTokens(
  key: string,
  { tokens: meter, reserved }: Limits,
): Promise<void> {
  const verdict = await meter?.take(key, 0);
  if (verdict && !verdict.isTaken) throw toBudgetError(verdict, reserved.of(key));
}

/** Spent for good, or only promised to answers that are still running? */
function toBudgetError({ window, points, reading }: Refused, heldTokens: number): GatewayError {
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
  return choiceCount * (estimatePrompt(plan) + (plan.sampling.max_tokens ?? model.maxTokens));
}
