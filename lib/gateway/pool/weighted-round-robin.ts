/** Picks candidates in turn. */
export type WeightedRoundRobin<T> = {
  /** Picks one of the candidates; undefined if there are none. */
  pick: (candidates: readonly T[]) => T | undefined;
};

/**
 * Creates a smooth weighted round-robin. In each turn every candidate gains credit equal to its
 * weight. The candidate with the most credit is picked and loses the total gained by all. So
 * weights 3:1 give a a b a rather than a a a b, without randomness.
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
