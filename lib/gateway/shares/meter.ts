import { type BusyWith, GatewayError } from "../../core/errors";

/** Work that each caller may have done in a while, in a unit of its own. */
export type Meter = {
  /** Whether any is left, before it is known how much it takes. */
  hasLeft: (owner: string) => boolean;
  /** The same. @throws GatewayError `caller-busy` */
  require: (owner: string) => void;
  /** Counts work; what is over the limit is refused, unless it is the first. @throws GatewayError */
  take: (owner: string, amount: number) => void;
  /** Counts work that has been done, whether it fits or not. */
  add: (owner: string, amount: number) => void;
};

export type MeterOptions = {
  what: BusyWith;
  limit: number;
  windowMs: number;
  now: () => number;
};

/** Beyond so many owners those whose window is over are forgotten, and then all. */
const MAX_OWNERS = 20_000;

/** Counts in this process alone: what is metered is this process's own time and memory. */
export function createMeter({ what, limit, windowMs, now }: MeterOptions): Meter {
  const windows = new Map<string, { used: number; endsAt: number }>();

  const find = (owner: string): { used: number; endsAt: number } => {
    const at = now();
    const known = windows.get(owner);
    // An end that lies too far ahead means that the clock was set back.
    if (known && known.endsAt > at && known.endsAt <= at + windowMs) return known;
    if (windows.size >= MAX_OWNERS) forget(windows, at);
    const fresh = { used: 0, endsAt: at + windowMs };
    windows.set(owner, fresh);
    return fresh;
  };
  const refuse = ({ endsAt }: { endsAt: number }): GatewayError =>
    new GatewayError({ kind: "caller-busy", what, retryAfterMs: Math.max(1, endsAt - now()) });

  return {
    hasLeft: (owner) => find(owner).used < limit,
    require(owner) {
      const window = find(owner);
      if (window.used >= limit) throw refuse(window);
    },
    take(owner, amount) {
      const window = find(owner);
      if (window.used > 0 && window.used + amount > limit) throw refuse(window);
      window.used += amount;
    },
    add(owner, amount) {
      find(owner).used += amount;
    },
  };
}

function forget(windows: Map<string, { endsAt: number }>, at: number): void {
  for (const [owner, { endsAt }] of windows) if (endsAt <= at) windows.delete(owner);
  if (windows.size >= MAX_OWNERS) windows.clear();
}
