import type http from "node:http";
import type { IncomingMessage } from "node:http";

import { type Failure, GatewayError } from "../../core/errors";
import type { Source } from "../../streams/source";
import {
  type ConnectionTimeouts,
  type Connection,
  type Milestones,
  readBatches,
} from "./connection";
import { DONE, readBody } from "./http-body";
import { explainHttpError, sendPost, whenConnected } from "./http-client";
import { readHttpRefused } from "./http-refused";
import { createReceiveBuffer } from "./receive-buffer";

export type HttpOptions = Milestones & {
  url: URL;
  /** The APIPassword. */
  password: string;
  /**
   * Builds the JSON body of the request, always with `stream: true`. Called once, when it is sent.
   */
  toMessage: () => string;
  /** Aborts the exchange at any time; the reader then gets its reason as the error. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
};

/**
 * Sends one request and reads many events. Each batch holds the data of the events that had arrived
 * when the reader asked.
 */
export type OpenHttp = (options: HttpOptions) => Source<readonly string[]>;

/**
 * After `[DONE]` only the end of the body is missing; waiting for it keeps the connection reusable.
 */
const END_GRACE_MS = 200;

/** Not a failure: the buffer's end reason after a normal end, or when the signal has the reason. */
const OVER = new Error("over");

/**
 * Implements {@link OpenHttp} over a keep-alive connection. Only events count as activity, just as
 * only frames do on the WebSocket. Otherwise a proxy that sends comments for a dead backend would
 * keep the request waiting forever.
 */
export const openHttp: OpenHttp = (options) => readBatches(() => dial(options), options);

/** Sends a request and writes its answer to a buffer until the reader leaves. */
function dial(options: HttpOptions): Connection {
  const { signal, onSent, onGone } = options;
  const request = ask(options);
  let response: IncomingMessage | undefined;
  let connected = false;
  let listening = true;
  let complete = false;
  const buffer = createReceiveBuffer({
    pause: () => response?.pause(),
    resume: () => response?.resume(),
  });

  /**
   * Ends it immediately, without waiting for the reader: on some hosts no code runs after the
   * caller has left.
   */
  const stop = (reason: Error): void => {
    listening = false;
    buffer.end(reason);
    // With an error, because a socket that is still connecting would otherwise be kept for the next
    // request.
    request.destroy(reason);
  };
  const fail = (failure: Failure, cause?: unknown): void =>
    stop(new GatewayError(failure, { cause }));
  const lose = (error: Error): void => fail(explainHttpError(error, connected), error);
  const hangUp = (): void => {
    buffer.empty();
    stop(OVER);
  };
  const put = (text: string): void => {
    if (!listening) return;
    complete ||= text === DONE;
    buffer.put(text);
  };

  signal.addEventListener("abort", hangUp, { once: true });
  whenConnected(request, () => {
    connected = true;
    onSent?.();
    buffer.notify();
  });
  request.on("response", (answer) => {
    response = answer;
    if (answer.statusCode !== 200) return void readHttpRefused(answer).then(fail);
    answer.on("error", lose);
    readBody(answer, { put, end: () => buffer.end(OVER), fail: stop });
  });
  // Never removed: destroying a request without an answer emits another error, and an unhandled one
  // is fatal.
  request.on("error", lose);
  request.on("close", () => {
    // An unexpected upgrade ends without an error.
    if (!response) fail({ kind: "spark-closed", closeCode: 1006 });
    onGone?.();
  });

  /**
   * Lets the body of a complete answer end, so that the connection can be reused; destroys any
   * other.
   */
  const leave = (): void => {
    signal.removeEventListener("abort", hangUp);
    buffer.drop();
    listening = false;
    if (!complete || request.destroyed) return void request.destroy(OVER);
    response?.resume();
    const timer = setTimeout(() => request.destroy(OVER), END_GRACE_MS).unref();
    request.once("close", () => clearTimeout(timer));
  };
  const isOver = (reason: unknown): boolean => {
    signal.throwIfAborted();
    return reason === OVER;
  };
  return { buffer, isOpen: () => connected, leave, isOver };
}

function ask({ url, password, toMessage }: HttpOptions): http.ClientRequest {
  return sendPost({
    url,
    bearer: password,
    accept: "text/event-stream",
    message: toMessage(),
  });
}
