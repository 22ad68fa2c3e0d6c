const MINUTE_SECONDS = 60;

/** Seconds as `mm:ss`; an hour is sixty minutes, and no wait is a day. */
export function toClock(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  return [minutes, seconds % MINUTE_SECONDS]
    .map((number) => String(number).padStart(2, "0"))
    .join(":");
}
