import type { Choice } from "./selector";
import { type Clock, startWaiting, type Waiter } from "./waiter";

export type LineOptions<T> = {
  clock: Clock;
  timeoutMs: number;
  choose: (wants: T, at: number) => Choice;
  /** Why there is no app for someone. */
  explain: (choice: Extract<Choice, { kind: "none" }>, at: number) => Error;
  /** Whether any app has room, for whomever. */
  hasRoom: (at: number) => boolean;
  /** When time alone makes room at an app that has none now; Infinity: never. */
  nextRoom: (at: number) => number;
  /** When someone who has waited in vain, with so many others, had better come back. */
  retryAfterMs: (wants: T, waiting: number) => number;
};

/**
 * Those who wait for an app, in the order in which they came. Whoever is first is served first by
 * any app that serves what he wants; nobody who comes later is served before him by the same app.
 */
export function createLine<T>(options: LineOptions<T>) {
  const { clock, timeoutMs, choose, explain, hasRoom, nextRoom, retryAfterMs } = options;
  const waiters = new Set<Waiter<T>>();
  let cancelAlarm: () => void = nothing;

  /** Serves or refuses, or leaves waiting where it is worth it. */
  const settle = (waiter: Waiter<T>, at: number): boolean => {
    const choice = choose(waiter.wants, at);
    if (choice.kind === "taken") waiter.take(choice.member);
    else if (choice.kind === "none") waiter.refuse(explain(choice, at));
    return choice.kind !== "busy";
  };

  const setAlarm = (at: number): void => {
    cancelAlarm();
    const next = waiters.size > 0 ? nextRoom(at) : Infinity;
    cancelAlarm = next < Infinity ? clock.after(next - at, serve) : nothing;
  };

  /** Gives out all the room that there is. */
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

    /** Comes last, and leaves with a place, with a refusal, or because nobody waits for it any more. */
    join(newcomer: Waiter<T>): void {
      if (newcomer.signal.aborted) return newcomer.refuse(newcomer.signal.reason);
      // Those who came before are first, also where time has just made room and nobody noticed.
      serve();
      const at = clock.now();
      if (settle(newcomer, at)) return;
      const waiter: Waiter<T> = startWaiting(newcomer, {
        clock,
        timeoutMs,
        retryAfterMs: () => retryAfterMs(newcomer.wants, waiters.size),
        onLeave: () => waiters.delete(waiter),
      });
      waiters.add(waiter);
      setAlarm(at);
    },

    /** An app is left alone from now on: those who waited for it alone need not wait any longer. */
    review(): void {
      const at = clock.now();
      for (const waiter of waiters) settle(waiter, at);
      setAlarm(at);
    },
  };
}

const nothing = (): void => {};
