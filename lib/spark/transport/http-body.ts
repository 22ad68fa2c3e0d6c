import type { IncomingMessage } from "node:http";

import { createParser } from "eventsource-parser";

import { parseJson } from "../../core/json";
import { GatewayError } from "../../core/errors";

/** What ends the events of an answer; it is no JSON. */
export const DONE = "[DONE]";

/** No answer of Spark comes near it; what grows beyond it is refused. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

type Listener = {
  /** The data of an event, or the JSON that the body is instead. */
  put: (text: string) => void;
  /** The body has ended well. */
  end: () => void;
  fail: (reason: Error) => void;
};

/** Reads the body of a 200 as it comes, however it is cut. */
export function readBody(response: IncomingMessage, { put, end, fail }: Listener): void {
  // Streaming, so that a character may be split between packets; fatal, so that none is made up.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const isStream = /^\s*text\/event-stream\b/i.test(response.headers["content-type"] ?? "");
  const reader = createReader(isStream, put);
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      // Only the decoder throws anything else.
      fail(error instanceof GatewayError ? error : invalid("bytes that are not UTF-8", error));
    }
  };
  response.on("data", (bytes: Buffer) =>
    attempt(() => reader.write(decoder.decode(bytes, { stream: true }))),
  );
  response.on("end", () =>
    attempt(() => {
      reader.write(decoder.decode());
      reader.end();
      end();
    }),
  );
}

type Reader = { write: (text: string) => void; end: () => void };

/** As much as tells events from JSON. */
const TELLING_CHARACTERS = 6;

/** Reads what it is, which need not be what its header says: some services leave that out. */
function createReader(isStream: boolean, put: (text: string) => void): Reader {
  let head = "";
  let reader: Reader | undefined;
  const begin = (): Reader => {
    const isEvents = isStream ? !head.startsWith("{") : /^(data|event|id|retry)?:/.test(head);
    reader = isEvents ? createEventReader(put) : createJsonReader(put);
    reader.write(head);
    return reader;
  };
  return {
    write(text) {
      if (reader) return reader.write(text);
      head = (head + text).trimStart();
      if (head.length >= TELLING_CHARACTERS) begin();
    },
    end: () => (reader ?? begin()).end(),
  };
}

function createEventReader(put: (text: string) => void): Reader {
  let isOver = false;
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: ({ event, data }) => {
      // Other names (`progress_notice`, `context_usage`) are not part of the answer.
      if (event !== undefined && event !== "message") return;
      if (data.trim() === DONE) put(DONE);
      // The half of one that the end has cut off is none.
      else if (!isOver || parseJson(data) !== undefined) put(data);
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") throw invalid("an event above 4 MB", error);
    },
  });
  return {
    write: (text) => parser.feed(text),
    end() {
      // The blank line after the last one may be missing.
      isOver = true;
      parser.feed("\n\n");
    },
  };
}

/** A service that answers in one piece all the same, or refuses under a 200. */
function createJsonReader(put: (text: string) => void): Reader {
  let body = "";
  return {
    write: (text: string) => {
      body += text;
      if (body.length > MAX_EVENT_CHARACTERS) throw invalid("a body above 4 MB");
    },
    end: () => {
      if (parseJson(body) === undefined) throw invalid("a body that is neither events nor JSON");
      put(body);
      // It is whole, and nothing else will say so.
      put(DONE);
    },
  };
}

function invalid(detail: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "spark-invalid", detail }, { cause });
}
