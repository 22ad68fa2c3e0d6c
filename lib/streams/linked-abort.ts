/** A signal that aborts with its parent, by {@link LinkedAbort.abort}, or after a while. */
export type LinkedAbort = {
  readonly signal: AbortSignal;
  /** Whether its own deadline has passed. */
  readonly isLate: () => boolean;
  abort: (reason?: unknown) => void;
  /** Clears the timer and lets go of the parent. */
  close: () => void;
};

/**
 * What `AbortSignal.any` with `AbortSignal.timeout` would do, held by a timer of its own: Node 20 leaves a
 * timeout that only a composite signal holds to the garbage collector, and the deadline never comes.
 */
export function linkAbort(parent: AbortSignal, timeoutMs?: number): LinkedAbort {
  const controller = new AbortController();
  let isLate = false;
  const follow = (): void => controller.abort(parent.reason);
  if (parent.aborted) follow();
  parent.addEventListener("abort", follow, { once: true });
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          controller.abort(new Error(`${timeoutMs} ms are over`));
        }, timeoutMs);
  return {
    signal: controller.signal,
    isLate: () => isLate,
    abort: (reason) => controller.abort(reason),
    close: () => {
      clearTimeout(timer);
      parent.removeEventListener("abort", follow);
    },
  };
}
