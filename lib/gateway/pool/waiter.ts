import { GatewayError } from "../../core/errors";
import type { Member } from "./member";

/** Time, of which tests have their own. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Acts once, so many milliseconds from now; what it returns calls it off. */
  after: (milliseconds: number, act: () => void) => () => void;
};

/** Someone who wants a place. */
export type Waiter<T> = {
  readonly wants: T;
  readonly signal: AbortSignal;
  take: (member: Member) => void;
  refuse: (error: unknown) => void;
  /** Part of the same request is being answered right now, so that waiting is no standstill. */
  isServed: () => boolean;
};

export type Patience = {
  clock: Clock;
  timeoutMs: number;
  /** When someone who has waited in vain had better come back. */
  retryAfterMs: () => number;
  /** However the wait ends. */
  onLeave: () => void;
};

/** Someone who waits from now on: until he is served or refused, until he leaves, or for too long. */
export function startWaiting<T>(waiter: Waiter<T>, patience: Patience): Waiter<T> {
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
