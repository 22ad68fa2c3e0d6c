import type { RateLimitReading } from "../../api/openai/rate-limit-headers";
import type { CreateCounter } from "./counter";
import type { Window } from "../config/window";

/** Throttles a caller by several windows, all of which must have room. */
export type WindowLimiter = {
  /**
   * Takes points from every window, or from none if one refuses. With 0, checks whether any are
   * left.
   */
  take: (key: string, points: number) => Promise<Verdict>;
  /** Adds points that are already spent, even over the limit. */
  charge: (key: string, points: number) => Promise<void>;
  /** Reads every window without taking anything. */
  read: (key: string) => Promise<readonly WindowReading[]>;
};

export type WindowReading = RateLimitReading & { seconds: number };

type Verdict = Taken | Refused;
export type Taken = {
  isTaken: true;
  /** The window with the least left; null if nothing is limited. */
  tightest: RateLimitReading | null;
  /** Does not fail. */
  giveBack: (points: number) => Promise<void>;
};
export type Refused = {
  isTaken: false;
  window: Window;
  /** The points that had been taken before. */
  points: number;
  reading: RateLimitReading;
};

type WindowLimiterOptions = {
  name: string;
  windows: readonly Window[];
  create: CreateCounter;
  /**
   * True to let a caller with anything left take more than that, once. Otherwise all of it must
   * fit.
   */
  mayOverdraw: boolean;
};

/** Returns null without windows, because nothing is limited. */
export function createWindowLimiter({
  name,
  windows,
  create,
  mayOverdraw,
}: WindowLimiterOptions): WindowLimiter | null {
  if (windows.length === 0) return null;
  // The shortest window comes first, so that hitting the minute's limit does not use up the day's.
  const stages = windows.map((window) => ({
    window,
    counter: create({ name, seconds: window.seconds }),
  }));
  return {
    async take(key, points) {
      const readings: RateLimitReading[] = [];
      const undo: ((points: number) => Promise<void>)[] = [];
      const giveBack = async (back: number): Promise<void> => {
        await Promise.all(undo.map((one) => one(back)));
      };
      for (const { window, counter } of stages) {
        const count = await counter.add(key, points);
        const before = count.points - points;
        undo.push(count.giveBack);
        const fits = mayOverdraw ? before < window.limit : count.points <= window.limit;
        if (!fits) {
          if (points > 0) await giveBack(points);
          const reading = toReading(window, before, count.endsInMs);
          return { isTaken: false, window, points: before, reading };
        }
        readings.push(toReading(window, count.points, count.endsInMs));
      }
      return { isTaken: true, tightest: readings.reduce(tighter), giveBack };
    },
    read: (key) =>
      Promise.all(
        stages.map(async ({ window, counter }) => {
          const { points, endsInMs } = await counter.add(key, 0);
          return { ...toReading(window, points, endsInMs), seconds: window.seconds };
        }),
      ),
    async charge(key, points) {
      await Promise.all(stages.map(({ counter }) => counter.add(key, points)));
    },
  };
}

function toReading({ limit }: Window, points: number, resetMs: number): RateLimitReading {
  return { limit, remaining: Math.max(0, limit - points), resetMs };
}

/** Returns the reading with less left; if equal, the one that resets later. */
function tighter(a: RateLimitReading, b: RateLimitReading): RateLimitReading {
  if (a.remaining !== b.remaining) return a.remaining < b.remaining ? a : b;
  return a.resetMs > b.resetMs ? a : b;
}
