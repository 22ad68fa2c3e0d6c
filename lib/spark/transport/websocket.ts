import { lookup, resolve4 } from "node:dns/promises";
import https from "node:https";

import { WebSocket } from "ws";

import { type Failure, GatewayError } from "../../core/errors";
import type { Source } from "../../streams/source";
import {
  type ConnectionTimeouts,
  type Connection,
  type Milestones,
  readBatches,
} from "./connection";
import { readRefusal } from "./handshake-error";
import { createReceiveBuffer } from "./receive-buffer";
import { createLookup } from "./dns-cache";

type ExchangeOptions = Milestones & {
  /** Already signed. */
  url: URL;
  /** The message that asks, or begins to. */
  message: string;
  /** What follows it, where one message is not all; what it throws ends the exchange. */
  goOn?: GoOn | undefined;
  /** Ends the exchange at any moment; its reason is what the reader then catches. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
  now: () => Date;
  /** A frame that came after the reader had what it wanted: to be logged, not to be read. */
  onLateFrame: (raw: string) => void;
};

/**
 * Sends messages one after the other, for as long as the exchange lasts.
 * @param send fulfils when the message has left, which is when another one may; rejects once nobody
 *   listens any more
 */
export type GoOn = (send: (message: string) => Promise<void>) => Promise<void>;

/** One message out, or several, and many in; each batch holds the frames that had arrived when the reader asked. */
export type OpenWebSocket = (options: ExchangeOptions) => Source<readonly string[]>;

/** No answer of Spark comes near it; a frame beyond it is refused unread. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** A suspicion (10019) comes after the end; this long it is waited for, to be logged. */
const LATE_FRAME_GRACE_MS = 200;

const hosts = createLookup({
  lookup: (hostname) => lookup(hostname, { all: true }),
  resolve: (hostname) => resolve4(hostname, { ttl: true }),
});

/**
 * Keeps TLS sessions, not connections: to take one up again spares the certificate with its check, a
 * quarter of the CPU that a handshake costs.
 */
const secureAgent = new https.Agent({ lookup: hosts.lookup });

/** {@link OpenWebSocket} over a WebSocket of its own: Spark answers one request per connection. */
export const openWebSocket: OpenWebSocket = (options) => readBatches(() => dial(options), options);

/** A socket whose events fill a buffer until someone leaves. */
function dial(options: ExchangeOptions): Connection {
  const { url, signal, now, onLateFrame, onGone } = options;
  const socket = openSocket(url);
  const buffer = createReceiveBuffer(socket);
  let opened = false;
  let hasLeft = false;
  /** After the reader has left nobody asks why: an error with its stack would cost for nothing. */
  const fail = (failure: Failure, cause?: unknown): void => {
    if (!hasLeft) buffer.end(new GatewayError(failure, { cause }));
  };

  // Synchronous on purpose: on some hosts nothing runs after the caller has left.
  const hangUp = (): void => {
    if (socket.readyState === WebSocket.OPEN) socket.close(1000);
    socket.terminate();
    buffer.empty();
    buffer.end(toError(signal.reason));
  };
  const refuse = async (response: Parameters<typeof readRefusal>[0]): Promise<void> => {
    fail(await readRefusal(response, now()));
    socket.terminate();
  };

  signal.addEventListener("abort", hangUp, { once: true });
  socket.on("open", () => {
    opened = true;
    buffer.notify();
  });
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (isBinary) fail({ kind: "spark-invalid", detail: "a binary frame" });
    else if (hasLeft) onLateFrame(data.toString());
    else buffer.put(data.toString());
  });
  // Once it has a listener, `ws` leaves the ending of a refused handshake to it.
  socket.on("unexpected-response", (_request, response) => void refuse(response));
  // For life: terminating in mid-handshake emits once more, and unheard that is fatal.
  socket.on("error", (error) => {
    if (!opened) hosts.forget(url.hostname);
    fail(explainSocketError(error, opened), error);
  });
  socket.on("close", (closeCode) => {
    fail({ kind: "spark-closed", closeCode });
    onGone?.();
    letGo(socket);
  });

  /** Says goodbye and lets a late frame in; a socket that does not answer is cut. */
  const leave = (): void => {
    hasLeft = true;
    signal.removeEventListener("abort", hangUp);
    buffer.close();
    buffer.empty().forEach(onLateFrame);
    if (socket.readyState !== WebSocket.OPEN) return socket.terminate();
    socket.resume();
    // The reader hands the last words on in this turn, and they go first.
    process.nextTick(() => socket.close(1000));
    cutLater(socket);
  };
  return {
    buffer,
    isOpen: () => opened,
    onOpen: () => ask(socket, options, (error) => buffer.end(error)),
    leave,
  };
}

/** Sends the message, and those after it. @param lose called when these cannot go on */
function ask(
  socket: WebSocket,
  { message, goOn, onSent }: ExchangeOptions,
  lose: (error: Error) => void,
): void {
  socket.send(message, ignore);
  onSent?.();
  goOn?.((next) => send(socket, next)).catch((error: unknown) => {
    // Of a socket that has gone its own event has told why.
    if (socket.readyState === WebSocket.OPEN) lose(toError(error));
  });
}

function send(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (error) => (error ? reject(error) : resolve()));
  });
}

/** Unless it closes in time by itself. */
function cutLater(socket: WebSocket): void {
  const cutting = setTimeout(() => socket.terminate(), LATE_FRAME_GRACE_MS).unref();
  socket.once("close", () => clearTimeout(cutting));
}

/**
 * Node keeps the request that opened a socket until the old generation is collected, the request
 * keeps the socket, and its listeners would keep the whole answer.
 */
function letGo(socket: WebSocket): void {
  socket.removeAllListeners().on("error", ignore);
}

/** For the error of a socket that has gone: its own event has told the reader why. */
const ignore = (): void => {};

function openSocket(url: URL): WebSocket {
  return new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
    ...(url.protocol === "wss:" && { agent: secureAgent }),
  });
}

function explainSocketError(error: Error & { code?: string }, opened: boolean): Failure {
  const code = error.code ?? error.name;
  if (code.startsWith("WS_ERR_")) {
    return { kind: "spark-invalid", detail: `an unreadable frame (${code})` };
  }
  if (!opened) {
    return { kind: "spark-unreachable", detail: error.code ?? "a broken handshake" };
  }
  return { kind: "spark-closed", closeCode: 1006 };
}

function toError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  return new GatewayError({ kind: "caller-gone" }, { cause: reason });
}
