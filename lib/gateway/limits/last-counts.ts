import type { Count } from "./counter";

/** Bounds the memory to a few MB. */
const MAX_KEYS = 20_000;

/** Remembers the last counts from Redis, for use while it is unavailable. */
export type LastCounts = {
  note: (key: string, count: Pick<Count, "points" | "endsInMs">) => void;
  /** Takes the points of a window that has not ended, once; 0 if unknown. */
  take: (key: string) => number;
};

export function createLastCounts(now: () => number, maxKeys: number = MAX_KEYS): LastCounts {
  const counts = new Map<string, { points: number; endsAt: number }>();
  return {
    note(key, { points, endsInMs }) {
      counts.delete(key);
      counts.set(key, { points, endsAt: now() + endsInMs });
      for (const oldest of counts.keys()) {
        if (counts.size <= maxKeys) return;
        counts.delete(oldest);
      }
    },
    take(key) {
      const known = counts.get(key);
      counts.delete(key);
      return known && known.endsAt > now() ? known.points : 0;
    },
  };
}
