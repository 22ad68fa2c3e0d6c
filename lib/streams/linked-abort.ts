/** A signal that aborts with its parent, through {@link LinkedAbort.abort}, or after a timeout. */
export type LinkedAbort = {
  readonly signal: AbortSignal;
  /** Reports whether its own deadline has passed. */
  readonly isLate: () => boolean;
  abort: (reason?: unknown) => void;
  /** Clears the timer and detaches from the parent. */
  close: () => void;
};

/**
 * Combines `AbortSignal.any` with a timeout, using a timer of its own. In Node 20 the garbage
 * collector may take an `AbortSignal.timeout` that only a composite signal holds, and then the
 * deadline never fires.
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
