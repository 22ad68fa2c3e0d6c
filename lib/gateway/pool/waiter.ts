import { GatewayError } from "../../core/errors";
import type { Member } from "./member";

/** A clock, which tests replace. */
export type Clock = {
  /** Returns Unix time in milliseconds. */
  now: () => number;
  /** Calls `act` once after a delay. Returns a function that cancels it. */
  after: (milliseconds: number, act: () => void) => () => void;
};

/** A request that is waiting for a permit. */
export type Waiter<T> = {
  readonly demand: T;
  readonly signal: AbortSignal;
  take: (member: Member) => void;
  refuse: (error: unknown) => void;
  /**
   * Reports whether another choice of the same request is being answered, so that this one may keep
   * waiting.
   */
  isServed: () => boolean;
};

export type WaitOptions = {
  clock: Clock;
  timeoutMs: number;
  /** Returns how long a request that timed out should wait before a retry. */
  retryAfterMs: () => number;
  /** Called when the wait ends, for whatever reason. */
  onLeave: () => void;
};

/**
 * Starts the wait. It ends when the request is served, rejected or aborted, or when it times out.
 */
export function startWaiting<T>(waiter: Waiter<T>, patience: WaitOptions): Waiter<T> {
  const { clock, timeoutMs, retryAfterMs, onLeave } = patience;
  const { signal } = waiter;
  const leave = (): void => {
    cancel();
    signal.removeEventListener("abort", abandon);
    onLeave();
  };
  const refuse = (error: unknown): void => {
    leave();
    waiter.refuse(error);
  };
  const abandon = (): void => refuse(signal.reason);
  const lose = (): void => {
    if (waiter.isServed()) {
      cancel = clock.after(timeoutMs, lose);
      return;
    }
    const wait = retryAfterMs();
    refuse(new GatewayError({ kind: "queue-timeout", afterMs: timeoutMs, retryAfterMs: wait }));
  };

  let cancel = clock.after(timeoutMs, lose);
  signal.addEventListener("abort", abandon, { once: true });
  return {
    ...waiter,
    refuse,
    take: (member) => {
      leave();
      waiter.take(member);
    },
  };
}
