"use client";

import { useEffect, useState } from "react";

const SECOND_MS = 1000;

/** Whole seconds until the moment (milliseconds since 1970), 0 from then on. */
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
