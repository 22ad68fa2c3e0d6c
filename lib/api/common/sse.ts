/**
 * Headers of a streamed answer. `no-transform` keeps Next and proxies from compressing it, which
 * would hold the chunks back; nginx wants its own word for the same.
 */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** A comment: every client skips it, and no proxy takes the stream for dead. */
export const KEEP_ALIVE = ": keep-alive\n\n";
export const DONE = toEvent("[DONE]");

/** One event with its type on a line of its own, as the newer APIs have it: the data repeats it. */
export function toNamedEvent(data: { readonly type: string }): string {
  return `event: ${data.type}
${toEvent(data)}`;
}

/** One event, of `data:` alone: with `id:` lines, OpenAI's client for Python fails on heartbeats. */
export function toEvent(data: object | "[DONE]"): string {
  return `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
