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

/** Limits a caller, the networks around it, and all callers of the server's apps together. */
export type TieredLimiter = {
  /** Takes points on every tier, or on none if one refuses. With 0, checks whether any are left. */
  take: (payer: Payer, points: number) => Promise<TieredVerdict>;
  /** Adds points that are already spent, even over the limit. */
  charge: (payer: Payer, points: number) => Promise<void>;
  /** Reads the caller's own windows. */
  read: (payer: Payer) => Promise<readonly WindowReading[]>;
  /** Lists the counter keys that a payer's points count for. */
  listKeys: (payer: Payer) => string[];
};

type TieredVerdict = Taken | TieredRefused;
/** The tier that refused, with its window. */
export type TieredRefused = Refused & { scope: LimitScope; key: string };

export type TieredOptions = {
  name: string;
  /** The name of this limit among a named key's own limits. */
  field: "rateLimit" | "tokenBudget" | "imageBudget" | "speechBudget" | "transcriptionBudget";
  windows: readonly Window[];
  /** The limit for all callers of the server's apps together. */
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
  /** Widest tier first, so that a refused network creates no counter for each of its addresses. */
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
      // The headers show the caller's own window.
      return { isTaken: true, tightest: taken.at(-1)?.tightest ?? null, giveBack };
    },
    async charge(payer, points) {
      await Promise.all(listTiers(payer).map(({ key, limiter }) => limiter.charge(key, points)));
    },
    read: async (payer) =>
      (await find(payer.own?.[field] ?? options.windows, 1)?.read(payer.key)) ?? [],
  };
}
