/** The page's clock and chance; the rest of the page is handed them. */

/** Milliseconds since 1970. */
export function now(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

const ID_BYTES = 9;

/** Twelve characters that nobody else will draw. Unlike `randomUUID`, also over plain HTTP. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

/** Calls back before the next paint. The answer is a way to call it off. */
export function onNextFrame(callback: () => void): () => void {
  const frame = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(frame);
}
