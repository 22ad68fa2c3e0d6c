import type { Choice } from "./selector";
import { type Clock, startWaiting, type Waiter } from "./waiter";

export type QueueOptions<T> = {
  clock: Clock;
  timeoutMs: number;
  choose: (demand: T, at: number) => Choice;
  /** The error for a request that no app can take. */
  explain: (choice: Extract<Choice, { kind: "none" }>, at: number) => Error;
  /** Whether any app has room at all. */
  hasRoom: (at: number) => boolean;
  /** When time alone makes room at an app that has none now; Infinity: never. */
  nextRoom: (at: number) => number;
  /** How long a request that timed out should wait before it retries, given the queue's length. */
  retryAfterMs: (demand: T, waiting: number) => number;
};

/**
 * The queue for an app, first come, first served: no app serves a later request while an earlier one
 * waits that it could serve.
 */
export function createQueue<T>(options: QueueOptions<T>) {
  const { clock, timeoutMs, choose, explain, hasRoom, nextRoom, retryAfterMs } = options;
  const waiters = new Set<Waiter<T>>();
  let cancelAlarm: () => void = nothing;

  /** Serves or refuses the request; false when it has to wait. */
  const settle = (waiter: Waiter<T>, at: number): boolean => {
    const choice = choose(waiter.demand, at);
    if (choice.kind === "taken") waiter.take(choice.member);
    else if (choice.kind === "none") waiter.refuse(explain(choice, at));
    return choice.kind !== "busy";
  };

  /** Schedules the next look at the queue for when time alone makes room. */
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

    /** Joins at the end; leaves with a permit, with a refusal, or when its signal aborts. */
    join(newcomer: Waiter<T>): void {
      if (newcomer.signal.aborted) return newcomer.refuse(newcomer.signal.reason);
      // Those who came before are first, also where time has just made room and nobody noticed.
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

    /** Settles again after an app began to cool down: requests that waited for it alone are refused. */
    review(): void {
      const at = clock.now();
      for (const waiter of waiters) settle(waiter, at);
      setAlarm(at);
    },
  };
}

const nothing = (): void => {};
