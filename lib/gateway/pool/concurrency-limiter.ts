/** What an app may do at once and in a second, as far as its host has said; null: anything. */
export type Limits = { readonly concurrency: number | null; readonly qps: number | null };

/** One connection's place, from before it is dialled until it has ended. */
export type Place = {
  /** The question has left: Spark counts it from now on. */
  sent: () => void;
  /** The connection has ended, in whatever way; more than once does no harm. */
  gone: () => void;
};

export type Gate = {
  hasRoom: (at: number) => boolean;
  /** When time alone will make room; Infinity: a connection has to send or to end first. */
  opensAt: (at: number) => number;
  /** Takes a place, whether there is room or not. */
  enter: () => Place;
  /** Nobody enters until then. */
  shut: (until: number) => void;
};

/**
 * Spark counts when a question arrives, we when it leaves; the way is not always equally long, so
 * a second lasts a little longer here.
 */
const SECOND_MS = 1050;

/**
 * Counts an app's connections and its questions in the last second. A place whose question has not
 * left yet fills the second without end, since a handshake may take long.
 */
export function createGate(limits: Limits, now: () => number, onChange: () => void): Gate {
  const { concurrency, qps } = limits;
  let running = 0;
  let shut = { from: 0, until: 0 };
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
    const shutUntil = shut.from <= at ? shut.until : at;
    return Math.max(shutUntil, qps === null ? at : secondEnds(at));
  };

  const enter = (): Place => {
    const start = { at: Infinity };
    running += 1;
    if (qps !== null) starts.push(start);
    const sent = (): void => {
      if (start.at === Infinity) start.at = now();
      onChange();
    };
    let isGone = false;
    return {
      sent,
      gone: () => {
        if (isGone) return;
        isGone = true;
        running -= 1;
        sent();
      },
    };
  };

  return {
    hasRoom: (at) => opensAt(at) <= at,
    opensAt,
    enter,
    shut: (until) => {
      const from = now();
      shut = { from, until: Math.max(shut.from <= from ? shut.until : 0, until) };
    },
  };
}
