import { toNamedEvent } from "../../common/sse";
import type { ResponseState } from "./response-object";

/** Receives the events of an answer while it is built. An answer in JSON needs none. */
export type EventSink = {
  event: (type: string, members: object) => void;
  /** Writes an event with the whole response. */
  response: (type: string, state: ResponseState) => void;
  /** Writes one piece of text, of which there are many. `head` comes from {@link toDeltaHead}. */
  delta: (head: string, piece: string) => void;
};

export const NO_EVENTS: EventSink = { event: () => {}, response: () => {}, delta: () => {} };

export type EventWriter = EventSink & {
  /** Returns the server-sent events that were written since the last call. */
  take: () => string;
};

/**
 * Writes events and numbers them. The response is sent three times per stream, with all tools of
 * the request, so its constant part is serialised once. The same goes for the members that all
 * pieces of a text share.
 */
export function createEventWriter(base: Readonly<Record<string, unknown>>): EventWriter {
  const baseJson = JSON.stringify(base).slice(0, -1);
  let sequence = 0;
  let written = "";
  const next = (): number => (sequence += 1) - 1;
  return {
    event(type, members) {
      const data = { type, sequence_number: next(), ...members };
      written += toNamedEvent(data);
    },
    response(type, state) {
      const response = `${baseJson},${JSON.stringify(state).slice(1)}`;
      written += `event: ${type}\ndata: {"type":"${type}","sequence_number":${next()},"response":${response}}\n\n`;
    },
    delta(head, piece) {
      written += `${head}${next()},"delta":${JSON.stringify(piece)}}\n\n`;
    },
    take() {
      const taken = written;
      written = "";
      return taken;
    },
  };
}

/** Writes a delta event up to its number. */
export function toDeltaHead(type: string, members: object): string {
  const fields = JSON.stringify({ type, ...members }).slice(0, -1);
  return `event: ${type}\ndata: ${fields},"sequence_number":`;
}
