/**
 * Tells when nothing has happened for so long. What happens is noted with its time and nothing else;
 * the timer runs down and is wound up again for what was left. To refresh it for each frame moves it
 * in Node's list of timers, past neighbours that no cache holds.
 * @param onSilence called once for each silence; the next one begins with the next note
 */
export function createIdleTimer(milliseconds: number, onSilence: () => void) {
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  const wind = (left: number): void => {
    timer = setTimeout(() => {
      timer = undefined;
      const rest = since + milliseconds - performance.now();
      if (rest > 0) wind(rest);
      else onSilence();
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
