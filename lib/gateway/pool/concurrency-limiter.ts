/** An app's limits as its operator set them: connections at once, questions in a second. Null: no limit. */
export type ConcurrencyLimits = {
  readonly concurrency: number | null;
  readonly qps: number | null;
};

/** A connection's place, held from before it is dialled until it has ended (a counting semaphore's permit). */
export type Permit = {
  /** Call when the question has been sent: Spark counts it from now on. */
  markSent: () => void;
  /** Call when the connection has ended, however it ended. Idempotent. */
  release: () => void;
};

export type ConcurrencyLimiter = {
  hasRoom: (at: number) => boolean;
  /** When time alone will make room; Infinity: a connection has to send or to end first. */
  opensAt: (at: number) => number;
  /** Takes a permit without checking for room. */
  acquire: () => Permit;
  /** Admits nothing before that time. */
  blockUntil: (until: number) => void;
};

/**
 * Spark counts when a question arrives, we when it leaves; the way is not always equally long, so
 * a second lasts a little longer here.
 */
const SECOND_MS = 1050;

/**
 * Limits an app's connections and its questions per second. A permit whose question has not been sent
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

  // What lies ahead does so because the clock was set back: waiting for it could take hours.
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
