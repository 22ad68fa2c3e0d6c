import type { Timing } from "../conversation/types";
import type { FormField } from "./form";
import type { HeaderLine } from "./redact";
import type { EventContent, WireEvent } from "./event";

/** What went over the wire for one request, as far as it is kept. A snapshot: it never changes. */
export type WireLog = {
  readonly request: WireRequest;
  readonly response: WireResponse | null;
  /** The last {@link MAX_EVENTS}, in order. */
  readonly events: readonly WireEvent[];
  /** How many came before the first of `events` and are no longer kept. */
  readonly droppedEvents: number;
  /** Of the whole answer, as the browser unpacked it. */
  readonly bytes: number;
  readonly timing: Timing;
  /** Null while the answer is under way. */
  readonly ending: WireEnding | null;
};

export type WireRequest = {
  readonly method: string;
  readonly url: string;
  /** Without a secret. */
  readonly headers: readonly HeaderLine[];
  /** As JSON, its images cut short. */
  readonly body: unknown;
  /** Where it was a form, its fields; files without their bytes. */
  readonly form?: readonly FormField[];
};

export type WireResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  /** When the headers were there, since the request left. */
  readonly atMs: number;
};

/** Stopped by the reader; refused with a status; failed where it broke off, or said so itself. */
export type WireEnding = {
  readonly kind: "complete" | "stopped" | "refused" | "failed";
  readonly atMs: number;
  /** The browser's own word for a failure. */
  readonly detail: string | null;
};

export const MAX_EVENTS = 2000;
/** Of all events together, in characters; beyond it the oldest go, however few they are. */
export const MAX_TEXT_LENGTH = 2_000_000;

/** Writes one log. Times are milliseconds since the request left. */
export type LogWriter = {
  respond: (response: WireResponse) => void;
  add: (event: Pick<WireEvent, "atMs" | "bytes" | "raw"> & EventContent) => void;
  end: (ending: WireEnding) => void;
  /** The same object until something is added. */
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
