"use client";

import { useEffect, useState } from "react";

const SECOND_MS = 1000;

/** Returns the whole seconds until a time (milliseconds since 1970), and 0 afterwards. */
export function useCountdown(untilMs: number): number {
  const [nowMs, setNowMs] = useState(readClock);
  const leftSeconds = Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS));
  const isOver = leftSeconds === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNowMs(readClock()), SECOND_MS / 4);
    return () => clearInterval(timer);
  }, [isOver]);
  return leftSeconds;
}

function readClock(): number {
  return new Date().getTime();
}
