/**
 * An app's limits as configured: concurrent connections and requests per second. Null means no
 * limit.
 */
export type ConcurrencyLimits = {
  readonly concurrency: number | null;
  readonly qps: number | null;
};

/**
 * Permission for one connection, held from before it is dialled until it has ended: a permit of a
 * counting semaphore.
 */
export type Permit = {
  /** Call when the request has been sent; Spark counts it from then on. */
  markSent: () => void;
  /** Call when the connection has ended, for whatever reason. Idempotent. */
  release: () => void;
};

export type ConcurrencyLimiter = {
  hasRoom: (at: number) => boolean;
  /** Returns when time alone will make room; Infinity if a connection must first send or end. */
  opensAt: (at: number) => number;
  /** Takes a permit without checking for room. */
  acquire: () => Permit;
  /** Blocks all requests until then. */
  blockUntil: (until: number) => void;
};

/**
 * Spark counts a request when it arrives, we when we send it. Network delays vary, so our second is
 * slightly longer.
 */
const SECOND_MS = 1050;

/**
 * Limits an app's connections and its requests per second. A permit whose request has not been sent
 * yet counts against the current second, however long its handshake takes.
 */
export function createConcurrencyLimiter(
  limits: ConcurrencyLimits,
  now: () => number,
  onChange: () => void,
): ConcurrencyLimiter {
  const { concurrency, qps } = limits;
  let running = 0;
  let blocked = { from: 0, until: 0 };
  let starts: { at: number }[] = [];

  // Start times in the future mean that the clock was set back; waiting for them could take hours.
  const recent = (at: number): { at: number }[] =>
    (starts = starts.filter(
      (start) => start.at === Infinity || (start.at > at - SECOND_MS && start.at <= at),
    ));

  const secondEnds = (at: number): number => {
    const times = recent(at).map((start) => start.at);
    if (qps === null || times.length < qps) return at;
    const freeing = times.toSorted((a, b) => a - b)[times.length - qps] ?? at;
    return freeing + SECOND_MS;
  };

  const opensAt = (at: number): number => {
    if (concurrency !== null && running >= concurrency) return Infinity;
    const blockedUntil = blocked.from <= at ? blocked.until : at;
    return Math.max(blockedUntil, qps === null ? at : secondEnds(at));
  };

  const acquire = (): Permit => {
    const start = { at: Infinity };
    running += 1;
    if (qps !== null) starts.push(start);
    const markSent = (): void => {
      if (start.at === Infinity) start.at = now();
      onChange();
    };
    let isGone = false;
    return {
      markSent,
      release: () => {
        if (isGone) return;
        isGone = true;
        running -= 1;
        markSent();
      },
    };
  };

  return {
    hasRoom: (at) => opensAt(at) <= at,
    opensAt,
    acquire,
    blockUntil: (until) => {
      const from = now();
      blocked = { from, until: Math.max(blocked.from <= from ? blocked.until : 0, until) };
    },
  };
}
