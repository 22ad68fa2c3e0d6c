import type { Timing } from "../conversation/types";
import type { HeaderLine } from "./redact";
import type { EventContent, WireEvent } from "./event";

/** What went over the wire for one request, as far as it is kept. It is an immutable snapshot. */
export type WireLog = {
  readonly request: WireRequest;
  readonly response: WireResponse | null;
  /** The last {@link MAX_EVENTS}, in order. */
  readonly events: readonly WireEvent[];
  /** The number of earlier events that are no longer kept. */
  readonly droppedEvents: number;
  /** The size of the whole answer after decompression by the browser. */
  readonly bytes: number;
  readonly timing: Timing;
  /** Null while the answer is running. */
  readonly ending: WireEnding | null;
};

export type WireRequest = {
  readonly method: string;
  readonly url: string;
  /** Without secrets. */
  readonly headers: readonly HeaderLine[];
  /** As JSON, with shortened images. */
  readonly body: unknown;
};

export type WireResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  /** The time of the headers since the request was sent, in milliseconds. */
  readonly atMs: number;
};

/**
 * How an answer ended: stopped by the reader, rejected with a status, or failed, either by a broken
 * connection or with an error event.
 */
export type WireEnding = {
  readonly kind: "complete" | "stopped" | "refused" | "failed";
  readonly atMs: number;
  /** The browser's own message for a failure. */
  readonly detail: string | null;
};

export const MAX_EVENTS = 2000;
/**
 * The limit for all events together, in characters. Beyond it the oldest are removed, even if they
 * are few.
 */
export const MAX_TEXT_LENGTH = 2_000_000;

/** Writes one log. Times are milliseconds since the request was sent. */
export type LogWriter = {
  respond: (response: WireResponse) => void;
  add: (event: Pick<WireEvent, "atMs" | "bytes" | "raw"> & EventContent) => void;
  end: (ending: WireEnding) => void;
  /** Returns the same object until something is added. */
  read: () => WireLog;
};

export function createLogWriter(request: WireRequest): LogWriter {
  const events: WireEvent[] = [];
  const timing: Timing = { firstTokenMs: null, lastTokenMs: null, totalMs: null };
  let response: WireResponse | null = null;
  let ending: WireEnding | null = null;
  let dropped = 0;
  let bytes = 0;
  let textLength = 0;
  let snapshot: WireLog | null = null;

  return {
    respond: (given) => {
      response = given;
      snapshot = null;
    },
    add: (event) => {
      events.push({ ...event, index: dropped + events.length });
      bytes += event.bytes;
      textLength += event.raw.length;
      while (events.length > MAX_EVENTS || (textLength > MAX_TEXT_LENGTH && events.length > 1)) {
        textLength -= events.shift()?.raw.length ?? 0;
        dropped += 1;
      }
      if (event.hasToken) {
        timing.firstTokenMs ??= event.atMs;
        timing.lastTokenMs = event.atMs;
      }
      snapshot = null;
    },
    end: (given) => {
      if (ending) return;
      ending = given;
      timing.totalMs = given.atMs;
      snapshot = null;
    },
    read: () =>
      (snapshot ??= {
        request,
        response,
        events: [...events],
        droppedEvents: dropped,
        bytes,
        timing: { ...timing },
        ending,
      }),
  };
}
