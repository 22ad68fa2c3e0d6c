import type { LimitScope } from "../../core/errors";
import type { Window } from "../config/window";
import type { CreateCounter } from "./counter";
import type { Payer } from "./payer";
import {
  createWindowLimiter,
  type Refused,
  type Taken,
  type WindowLimiter,
  type WindowReading,
} from "./window-limiter";

/** Throttles a caller, the networks around them, and all who use the server's apps together. */
export type TieredLimiter = {
  /** Takes points on every tier, or, where one refuses, on none. 0 asks whether any are left. */
  take: (payer: Payer, points: number) => Promise<TieredVerdict>;
  /** Adds what has been spent already, whether it fits or not. */
  charge: (payer: Payer, points: number) => Promise<void>;
  /** What is left of the caller's own. */
  read: (payer: Payer) => Promise<readonly WindowReading[]>;
  /** Everyone whom a payer's points count for. */
  listKeys: (payer: Payer) => string[];
};

type TieredVerdict = Taken | TieredRefused;
/** With the tier that refused. */
export type TieredRefused = Refused & { scope: LimitScope; key: string };

export type TieredOptions = {
  name: string;
  /** What a named key's own limits are called. */
  field: "rateLimit" | "tokenBudget" | "imageBudget";
  windows: readonly Window[];
  /** Of all who use the server's apps together. */
  total: readonly Window[];
  create: CreateCounter;
  mayOverdraw: boolean;
};

type Tier = { scope: LimitScope; key: string; limiter: WindowLimiter };

const TOTAL = "total";

export function createTieredLimiter(options: TieredOptions): TieredLimiter {
  const { name, field, create, mayOverdraw } = options;
  const made = new Map<string, WindowLimiter | null>();
  const find = (windows: readonly Window[], factor: number): WindowLimiter | null => {
    const id = JSON.stringify([windows, factor]);
    const known = made.get(id);
    if (known !== undefined) return known;
    const scaled = windows.map(({ limit, seconds }) => ({ limit: limit * factor, seconds }));
    const limiter = createWindowLimiter({ name, windows: scaled, create, mayOverdraw });
    made.set(id, limiter);
    return limiter;
  };
  const toTier = (
    key: string,
    windows: readonly Window[],
    { scope, factor }: { scope: LimitScope; factor: number },
  ): Tier[] => {
    const limiter = find(windows, factor);
    return limiter ? [{ scope, key, limiter }] : [];
  };
  /** The widest first: what a network may not have makes no counter for each of its addresses. */
  const listTiers = (payer: Payer): Tier[] => {
    const windows = payer.own?.[field] ?? options.windows;
    return [
      ...(payer.isServers ? toTier(TOTAL, options.total, { scope: "total", factor: 1 }) : []),
      ...payer.networks
        .toReversed()
        .flatMap(({ key, factor }) => toTier(key, windows, { scope: "network", factor })),
      ...toTier(payer.key, windows, { scope: "caller", factor: 1 }),
    ];
  };

  return {
    listKeys: (payer) => listTiers(payer).map(({ key }) => key),
    async take(payer, points) {
      const taken: Taken[] = [];
      const giveBack = async (back: number): Promise<void> => {
        await Promise.all(taken.map((one) => one.giveBack(back)));
      };
      for (const { scope, key, limiter } of listTiers(payer)) {
        const verdict = await limiter.take(key, points);
        if (!verdict.isTaken) {
          if (points > 0) await giveBack(points);
          return { ...verdict, scope, key };
        }
        taken.push(verdict);
      }
      // What the caller reads in the headers is their own.
      return { isTaken: true, tightest: taken.at(-1)?.tightest ?? null, giveBack };
    },
    async charge(payer, points) {
      await Promise.all(listTiers(payer).map(({ key, limiter }) => limiter.charge(key, points)));
    },
    read: async (payer) =>
      (await find(payer.own?.[field] ?? options.windows, 1)?.read(payer.key)) ?? [],
  };
}
