/**
 * Headers of a streamed answer. `no-transform` stops Next and proxies from compressing it, which
 * would delay chunks; nginx needs its own header for that.
 */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** A comment. Clients ignore it, and it keeps proxies from closing an idle stream. */
export const KEEP_ALIVE = ": keep-alive\n\n";
export const DONE = toEvent("[DONE]");

/**
 * Writes one event with its type on a separate line, as the newer APIs do; the data repeats the
 * type.
 */
export function toNamedEvent(data: { readonly type: string }): string {
  return `event: ${data.type}
${toEvent(data)}`;
}

/**
 * Writes one event with only a `data:` line. With `id:` lines, OpenAI's Python client fails on
 * heartbeats.
 */
export function toEvent(data: object | "[DONE]"): string {
  return `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
