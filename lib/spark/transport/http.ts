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
  /** The one body that asks, as JSON; it always asks for `stream: true`. */
  message: string;
  /** Ends the exchange at any moment; its reason is what the reader then catches. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
};

/** One request, many events; each batch holds the data of those that had arrived when the reader asked. */
export type OpenHttp = (options: HttpOptions) => Source<readonly string[]>;

/** After `[DONE]` only the body's last mark is missing; what waits for it keeps the connection. */
const END_GRACE_MS = 200;

/** No failure: what a buffer is ended with when the body has ended well, or the signal says why not. */
const OVER = new Error("over");

/**
 * {@link OpenHttp} over a kept connection. Only events count as signs of life, as only frames do
 * over the socket: a front that sends comments while its engine is dead would be waited for forever.
 */
export const openHttp: OpenHttp = (options) => readBatches(() => dial(options), options);

/** A request whose answer fills a buffer until someone leaves. */
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

  /** Ends it now, not when the reader comes; on some hosts nothing runs after the caller has left. */
  const stop = (reason: Error): void => {
    listening = false;
    buffer.end(reason);
    // With a reason, or a socket that is still being opened would be kept for the next request.
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
  // For life: destroying a request without an answer emits once more, and unheard that is fatal.
  request.on("error", lose);
  request.on("close", () => {
    // An upgrade that nobody asked for ends without an error.
    if (!response) fail({ kind: "spark-closed", closeCode: 1006 });
    onGone?.();
  });

  /** Lets a complete answer's body end, so that its connection can serve again; cuts any other. */
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

function ask({ url, password, message }: HttpOptions): http.ClientRequest {
  return sendPost({ url, bearer: password, accept: "text/event-stream", message });
}
