import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { HttpRequest } from "./http-request";
import type { SparkRequest } from "./spark-request";

export type Connection = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** True once the handshake was answered with 101, or over HTTP, the request was admitted. */
  readonly accepted: boolean;
  /**
   * Resolves with the first message once it is JSON, even if it is then rejected. Rejects if there
   * never is one.
   */
  readonly request: Promise<SparkRequest>;
  /** Resolves likewise for a request over HTTP. */
  readonly body: Promise<HttpRequest>;
  readonly framesSent: number;
  readonly open: boolean;
  /**
   * Resolves when the TCP connection has ended, or over HTTP, the exchange. 1006 means that no
   * close frame came.
   */
  readonly closed: Promise<{ readonly code: number; readonly at: number }>;
};

/** The simulator's view of a connection. It records what happens here; tests see the connection. */
export type Ledger = {
  readonly connection: Connection;
  readonly gone: AbortSignal;
  /** Runs the action when the connection ends, or at once if it has ended. */
  readonly onceGone: (action: () => void) => void;
  readonly accept: () => void;
  readonly hear: (message: unknown) => void;
  readonly count: () => void;
  readonly end: (code: number) => void;
};

export function createLedger(request: IncomingMessage): Ledger {
  const url = new URL(request.url ?? "/", "http://simulator");
  const heard = createDeferred<unknown>();
  const closed = createDeferred<{ code: number; at: number }>();
  const departure = new AbortController();
  let accepted = false;
  let framesSent = 0;
  // Tests need not handle the missing request of a connection that never sent one.
  heard.promise.catch(() => {});

  return {
    connection: {
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      request: heard.promise as Promise<SparkRequest>,
      body: heard.promise as Promise<HttpRequest>,
      closed: closed.promise,
      get accepted() {
        return accepted;
      },
      get framesSent() {
        return framesSent;
      },
      get open() {
        return !departure.signal.aborted;
      },
    },
    gone: departure.signal,
    onceGone: (action) => {
      if (departure.signal.aborted) action();
      else departure.signal.addEventListener("abort", action, { once: true });
    },
    accept: () => {
      accepted = true;
    },
    hear: heard.resolve,
    count: () => {
      framesSent += 1;
    },
    end: (code) => {
      closed.resolve({ code, at: performance.now() });
      heard.reject(new Error("The connection ended before a request came."));
      departure.abort();
    },
  };
}

function createDeferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
