import { type BusyWith, GatewayError } from "../../core/errors";

/** Limits the work done for each caller per window, in any unit. */
export type Meter = {
  /** Returns whether any work is left in this window. */
  hasLeft: (owner: string) => boolean;
  /**
   * Requires that any work is left.
   * @throws GatewayError `caller-busy`
   */
  require: (owner: string) => void;
  /**
   * Counts work and rejects it over the limit, except for the first work of a window.
   * @throws GatewayError `caller-busy`
   */
  take: (owner: string, amount: number) => void;
  /** Counts work that is already done, even over the limit. */
  add: (owner: string, amount: number) => void;
};

export type MeterOptions = {
  what: BusyWith;
  limit: number;
  windowMs: number;
  now: () => number;
};

/** With more owners, expired windows are removed first, and then all of them. */
const MAX_OWNERS = 20_000;

/** Creates a meter in this process, because it limits this process's own time and memory. */
export function createMeter({ what, limit, windowMs, now }: MeterOptions): Meter {
  const windows = new Map<string, { used: number; endsAt: number }>();

  const find = (owner: string): { used: number; endsAt: number } => {
    const at = now();
    const known = windows.get(owner);
    // An end too far in the future means that the clock was set back.
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
