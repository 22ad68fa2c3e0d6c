/** Chooses whose turn it is. */
export type WeightedRoundRobin<T> = {
  /** One of the candidates, or undefined when there are none. */
  pick: (candidates: readonly T[]) => T | undefined;
};

/**
 * Smooth weighted round-robin: in each turn every candidate earns its weight, and the richest one is
 * picked and pays what all have earned. So 3:1 gives a a b a and not a a a b, without randomness.
 */
export function createWeightedRoundRobin<
  T extends { readonly weight: number },
>(): WeightedRoundRobin<T> {
  const credits = new Map<T, number>();
  return {
    pick(candidates) {
      let total = 0;
      let richest: T | undefined;
      for (const candidate of candidates) {
        const credit = (credits.get(candidate) ?? 0) + candidate.weight;
        credits.set(candidate, credit);
        total += candidate.weight;
        if (richest === undefined || credit > (credits.get(richest) ?? 0)) richest = candidate;
      }
      if (richest !== undefined) credits.set(richest, (credits.get(richest) ?? 0) - total);
      return richest;
    },
  };
}
