/** The page's clock and randomness, which are passed to the rest of the page. */

/** Milliseconds since 1970. */
export function now(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

const ID_BYTES = 9;

/**
 * Returns twelve random characters, enough to be unique. Unlike `randomUUID`, it works over plain
 * HTTP.
 */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

/** Calls back before the next paint. Returns a function that cancels it. */
export function onNextFrame(callback: () => void): () => void {
  const frame = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(frame);
}
