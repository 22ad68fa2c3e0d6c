/**
 * A watchdog: calls back after a time of inactivity. An event only records its time; when the timer
 * fires early, it is rescheduled for the remainder. Refreshing the timer on every frame would move
 * it within Node's timer list, which causes cache misses.
 * @param milliseconds the time allowed where a note names no other
 * @param onIdle called once per idle period; the next period starts with the next note
 */
export function createIdleTimer(milliseconds: number, onIdle: () => void) {
  let since = 0;
  let allowed = milliseconds;
  let timer: NodeJS.Timeout | undefined;
  /** When the timer fires. */
  let firesAt = 0;
  let isOver = false;

  const wind = (left: number): void => {
    firesAt = performance.now() + left;
    timer = setTimeout(() => {
      timer = undefined;
      const rest = since + allowed - performance.now();
      if (rest > 0) wind(rest);
      else onIdle();
    }, left);
  };

  return {
    /** Records activity, and allows `within` milliseconds until the next. */
    note(within: number = milliseconds): void {
      since = performance.now();
      allowed = within;
      if (isOver) return;
      if (timer && firesAt > since + within) {
        clearTimeout(timer);
        timer = undefined;
      }
      if (!timer) wind(within);
    },
    /** Stops the timer permanently. */
    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
