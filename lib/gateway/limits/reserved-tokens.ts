/** Tokens that running answers of this process may still need, by caller. */
export type ReservedTokens = {
  of: (key: string) => number;
  /** A negative number releases tokens. */
  add: (key: string, tokens: number) => void;
  /** Resolves once nothing is reserved. */
  whenSettled: () => Promise<void>;
};

export function createReservedTokens(): ReservedTokens {
  const held = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const of = (key: string): number => held.get(key) ?? 0;
  return {
    of,
    add(key, tokens) {
      const sum = of(key) + tokens;
      if (sum > 0) held.set(key, sum);
      else held.delete(key);
      if (held.size === 0) for (const proceed of waiting.splice(0)) proceed();
    },
    async whenSettled() {
      if (held.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
