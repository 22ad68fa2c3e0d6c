import { GatewayError } from "../../core/errors";
import type { Member } from "./member";

/** Time, of which tests have their own. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Acts once, so many milliseconds from now; what it returns calls it off. */
  after: (milliseconds: number, act: () => void) => () => void;
};

/** A request that waits for a permit. */
export type Waiter<T> = {
  readonly demand: T;
  readonly signal: AbortSignal;
  take: (member: Member) => void;
  refuse: (error: unknown) => void;
  /** Whether another choice of the same request is being answered, so that this one may wait on. */
  isServed: () => boolean;
};

export type WaitOptions = {
  clock: Clock;
  timeoutMs: number;
  /** How long a request that timed out should wait before it retries. */
  retryAfterMs: () => number;
  /** However the wait ends. */
  onLeave: () => void;
};

/** Starts the wait, which ends when the request is served or refused, leaves, or times out. */
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
