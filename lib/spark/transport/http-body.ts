import type { IncomingMessage } from "node:http";

import { createParser } from "eventsource-parser";

import { parseJson } from "../../core/json";
import { GatewayError } from "../../core/errors";

/** Ends the events of an answer. It is not JSON. */
export const DONE = "[DONE]";

/** Far more than any answer of Spark's; anything longer is rejected. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

type Listener = {
  /** Called with the data of an event, or with the JSON body that came instead. */
  put: (text: string) => void;
  /** Called when the body has ended normally. */
  end: () => void;
  fail: (reason: Error) => void;
};

/** Reads the body of a 200 response as it arrives, however it is split. */
export function readBody(response: IncomingMessage, { put, end, fail }: Listener): void {
  // Streaming, because a character may be split between packets; fatal, so that no character is
  // replaced.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const isStream = /^\s*text\/event-stream\b/i.test(response.headers["content-type"] ?? "");
  const reader = createReader(isStream, put);
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      // Any other error comes from the decoder.
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

/** Enough to tell events from JSON. */
const TELLING_CHARACTERS = 6;

/** Chooses a reader by content, because some services omit the content-type header. */
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
      // Events with other names (`progress_notice`, `context_usage`) are not part of the answer.
      if (event !== undefined && event !== "message") return;
      if (data.trim() === DONE) put(DONE);
      // Drop an event that the end of the body cut off.
      else if (!isOver || parseJson(data) !== undefined) put(data);
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") throw invalid("an event above 4 MB", error);
    },
  });
  return {
    write: (text) => parser.feed(text),
    end() {
      // The blank line after the last event may be missing.
      isOver = true;
      parser.feed("\n\n");
    },
  };
}

/** Reads a service that answers in one piece anyway, or reports an error under a 200. */
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
      // The answer is complete, and no `[DONE]` will follow.
      put(DONE);
    },
  };
}

function invalid(detail: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "spark-invalid", detail }, { cause });
}
