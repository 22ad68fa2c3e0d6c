import type { Generation } from "../../core/generation";
import type { Plan } from "./plan";

/** Caps the plan's answer length at the server's limit and notes the change for the caller. */
export function capTokens(plan: Plan, cap: number, { maxTokens: { name } }: Generation): Plan {
  const wanted = plan.sampling.max_tokens;
  if (wanted !== undefined && wanted <= cap) return plan;
  const others = plan.adjusted.filter((note) => !note.startsWith(`${name}=`));
  return {
    ...plan,
    sampling: { ...plan.sampling, max_tokens: cap },
    adjusted: [...others, `${name}=${cap}`],
  };
}
