/**
 * A watchdog: calls back after `milliseconds` of inactivity. An event only records its time; when
 * the timer fires early, it is rescheduled for the remainder. Refreshing the timer on every frame
 * would move it within Node's timer list, which causes cache misses.
 * @param onIdle called once per idle period; the next period starts with the next note
 */
export function createIdleTimer(milliseconds: number, onIdle: () => void) {
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  const wind = (left: number): void => {
    timer = setTimeout(() => {
      timer = undefined;
      const rest = since + milliseconds - performance.now();
      if (rest > 0) wind(rest);
      else onIdle();
    }, left);
  };

  return {
    /** Records activity. */
    note(): void {
      since = performance.now();
      if (!timer && !isOver) wind(milliseconds);
    },
    /** Stops the timer permanently. */
    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

export type IdleTimer = ReturnType<typeof createIdleTimer>;
