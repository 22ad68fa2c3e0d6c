import type { IncomingMessage } from "node:http";

import { createParser } from "eventsource-parser";

import { parseJson } from "../json";
import { GatewayError } from "../errors";

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
  const reader = isStream ? createEventReader(put) : createJsonReader(put);
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

/** An event that the end cuts off is dropped, as the standard of server-sent events has it. */
function createEventReader(put: (text: string) => void) {
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: ({ event, data }) => {
      // Other names (`progress_notice`, `context_usage`) are not part of the answer.
      if (event === undefined || event === "message") put(data);
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") throw invalid("an event above 4 MB", error);
    },
  });
  return { write: (text: string) => parser.feed(text), end: () => {} };
}

/** A service that answers in one piece all the same, or refuses under a 200. */
function createJsonReader(put: (text: string) => void) {
  let body = "";
  return {
    write: (text: string) => {
      body += text;
      if (body.length > MAX_EVENT_CHARACTERS) throw invalid("a body above 4 MB");
    },
    end: () => {
      if (parseJson(body) === undefined) throw invalid("a body that is neither events nor JSON");
      put(body);
    },
  };
}

function invalid(detail: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "spark-invalid", detail }, { cause });
}
