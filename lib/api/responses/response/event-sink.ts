import { toNamedEvent } from "../../common/sse";
import type { ResponseState } from "./response-object";

/** Where the events of an answer go while it is built; an answer in JSON needs none of them. */
export type EventSink = {
  event: (type: string, members: object) => void;
  /** An event with the whole response. */
  response: (type: string, state: ResponseState) => void;
  /** One piece of text, of which there are many: `head` is what {@link toDeltaHead} made. */
  delta: (head: string, piece: string) => void;
};

export const NO_EVENTS: EventSink = { event: () => {}, response: () => {}, delta: () => {} };

export type EventWriter = EventSink & {
  /** What has been written since the last time, as server-sent events. */
  take: () => string;
};

/**
 * Writes events and numbers them. The response goes out three times a stream, with all the tools of
 * the request: what stays of it is put into JSON once. So is what the pieces of one text share.
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

/** A delta event up to its number. */
export function toDeltaHead(type: string, members: object): string {
  const fields = JSON.stringify({ type, ...members }).slice(0, -1);
  return `event: ${type}\ndata: ${fields},"sequence_number":`;
}
