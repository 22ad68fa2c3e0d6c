/**
 * A watchdog: calls back after `milliseconds` of inactivity. An event only notes its time; the timer
 * runs down and is rescheduled for what was left. To refresh it for each frame would move it in Node's
 * list of timers, past neighbours that no cache holds.
 * @param onIdle called once for each idle period; the next one begins with the next note
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
    /** It happens now. */
    note(): void {
      since = performance.now();
      if (!timer && !isOver) wind(milliseconds);
    },
    /** For good. */
    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

export type IdleTimer = ReturnType<typeof createIdleTimer>;
