import type { Count } from "./counter";

/** Known callers stay and strangers go round: a few MB at most. */
const MAX_KEYS = 20_000;

/** What a counter elsewhere said last, for the time in which it cannot be asked. */
export type LastCounts = {
  note: (key: string, count: Pick<Count, "points" | "endsInMs">) => void;
  /** Points of a window that is not over, once; 0 where nothing is known. */
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
