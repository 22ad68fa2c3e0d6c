import type { Choice } from "./selector";
import { type Clock, startWaiting, type Waiter } from "./waiter";

export type QueueOptions<T> = {
  clock: Clock;
  timeoutMs: number;
  choose: (demand: T, at: number) => Choice;
  /** Returns the error for a request that no app can take. */
  explain: (choice: Extract<Choice, { kind: "none" }>, at: number) => Error;
  /** Reports whether any app has room. */
  hasRoom: (at: number) => boolean;
  /** Returns when time alone makes room at an app that has none now; Infinity if never. */
  nextRoom: (at: number) => number;
  /**
   * Returns how long a request that timed out should wait before a retry, given the queue's length.
   */
  retryAfterMs: (demand: T, waiting: number) => number;
};

/**
 * Creates the queue for the apps, first come, first served: an app never serves a later request
 * while an earlier one that it could serve is waiting.
 */
export function createQueue<T>(options: QueueOptions<T>) {
  const { clock, timeoutMs, choose, explain, hasRoom, nextRoom, retryAfterMs } = options;
  const waiters = new Set<Waiter<T>>();
  let cancelAlarm: () => void = nothing;

  /** Serves or rejects the request; returns false if it must wait. */
  const settle = (waiter: Waiter<T>, at: number): boolean => {
    const choice = choose(waiter.demand, at);
    if (choice.kind === "taken") waiter.take(choice.member);
    else if (choice.kind === "none") waiter.refuse(explain(choice, at));
    return choice.kind !== "busy";
  };

  /** Schedules the next check of the queue for when time alone makes room. */
  const setAlarm = (at: number): void => {
    cancelAlarm();
    const next = waiters.size > 0 ? nextRoom(at) : Infinity;
    cancelAlarm = next < Infinity ? clock.after(next - at, serve) : nothing;
  };

  /** Admits waiting requests while there is room. */
  const serve = (): void => {
    if (waiters.size === 0) return;
    const at = clock.now();
    for (const waiter of waiters) {
      if (!hasRoom(at)) break;
      settle(waiter, at);
    }
    setAlarm(at);
  };

  return {
    serve,

    /**
     * Adds a request at the end. It leaves with a permit, with an error, or when its signal aborts.
     */
    join(newcomer: Waiter<T>): void {
      if (newcomer.signal.aborted) return newcomer.refuse(newcomer.signal.reason);
      // Earlier requests go first, even if time has only just made room.
      serve();
      const at = clock.now();
      if (settle(newcomer, at)) return;
      const waiter: Waiter<T> = startWaiting(newcomer, {
        clock,
        timeoutMs,
        retryAfterMs: () => retryAfterMs(newcomer.demand, waiters.size),
        onLeave: () => waiters.delete(waiter),
      });
      waiters.add(waiter);
      setAlarm(at);
    },

    /**
     * Re-evaluates the queue after an app began to cool down, to reject requests that only that app
     * could serve.
     */
    review(): void {
      const at = clock.now();
      for (const waiter of waiters) settle(waiter, at);
      setAlarm(at);
    },
  };
}

const nothing = (): void => {};
