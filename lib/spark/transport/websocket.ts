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
import { createReceiveBuffer, type ReceiveBuffer } from "./receive-buffer";
import { explainSocketError, forgetHost, openSocket } from "./socket";

type ExchangeOptions = Milestones & {
  /** The signed URL. */
  url: URL;
  /**
   * Builds the request message, or the first of several. Called once, when it is sent: a message
   * built earlier would stay in memory for as long as the answer takes.
   */
  toMessage: () => string;
  /** Sends the messages after the first, if there are any; an error here ends the exchange. */
  goOn?: GoOn | undefined;
  /** Aborts the exchange at any time; the reader then gets its reason as the error. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
  now: () => Date;
  /** Called for a frame after the reader has finished, which is logged but not read. */
  onLateFrame: (raw: string) => void;
  /** Returns whether a frame is the last of its answer. */
  isLast?: ((raw: string) => boolean) | undefined;
};

/**
 * Sends messages one after another, for as long as the exchange lasts.
 * @param send fulfils once the message has left, and the next one may be sent; rejects once the
 *   connection has gone
 */
export type GoOn = (send: (message: string) => Promise<void>) => Promise<void>;

/**
 * Sends one message or several, and reads many. Each batch holds the frames that had arrived when
 * the reader asked.
 */
export type OpenWebSocket = (options: ExchangeOptions) => Source<readonly string[]>;

/**
 * A suspicion code (10019) arrives after the end. The socket stays open this long, so that it is
 * logged.
 */
const LATE_FRAME_GRACE_MS = 200;

/**
 * Implements {@link OpenWebSocket} with a new WebSocket each time, because Spark answers one
 * request per connection.
 */
export const openWebSocket: OpenWebSocket = (options) => readBatches(() => dial(options), options);

/** Opens a socket and writes its events to a buffer until the reader leaves. */
function dial(options: ExchangeOptions): Connection {
  const { url, signal, now, onLateFrame, isLast, onGone } = options;
  const socket = openSocket(url);
  const buffer = createReceiveBuffer(socket);
  let opened = false;
  let hasLeft = false;
  /**
   * After the reader has left, nothing reads the reason, so an error and its stack would be wasted.
   */
  const fail = (failure: Failure, cause?: unknown): void => {
    if (!hasLeft) buffer.end(new GatewayError(failure, { cause }));
  };

  // Deliberately synchronous: on some hosts no code runs after the caller has left.
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
    else receive(data.toString(), { socket, buffer, isLast });
  });
  // With this listener, `ws` leaves ending a rejected handshake to us.
  socket.on("unexpected-response", (_request, response) => void refuse(response));
  // Never removed: terminating during the handshake emits another error, and an unhandled one is
  // fatal.
  socket.on("error", (error) => {
    if (!opened) forgetHost(url.hostname);
    fail(explainSocketError(error, opened), error);
  });
  socket.on("close", (closeCode) => {
    fail({ kind: "spark-closed", closeCode });
    onGone?.();
    letGo(socket);
  });

  /**
   * Sends the close frame and waits briefly for a late frame; a socket that does not respond is
   * terminated.
   */
  const leave = (): void => {
    hasLeft = true;
    signal.removeEventListener("abort", hangUp);
    buffer.close();
    buffer.empty().forEach(onLateFrame);
    if (socket.readyState !== WebSocket.OPEN) return socket.terminate();
    socket.resume();
    // The reader forwards the last text in this turn; closing the socket can wait until after that.
    process.nextTick(() => socket.close(1000));
    cutLater(socket);
  };
  return {
    buffer,
    isOpen: () => opened,
    onOpen: () => ask(socket, options, buffer),
    leave,
  };
}

type Receiving = Pick<ExchangeOptions, "isLast"> & { socket: WebSocket; buffer: ReceiveBuffer };

/**
 * Buffers a frame. Closes the socket after the last one, so that a slow reader keeps no place at
 * the app.
 */
function receive(raw: string, { socket, buffer, isLast }: Receiving): void {
  const isUnread = !buffer.isAwaited();
  buffer.put(raw);
  if (!isUnread || !isLast?.(raw)) return;
  socket.close(1000);
  cutLater(socket);
}

/**
 * Sends the message, and those after it. If these cannot go on, the buffer ends with the reason.
 */
function ask(
  socket: WebSocket,
  { toMessage, goOn, onSent }: ExchangeOptions,
  buffer: Pick<ReceiveBuffer, "end" | "prolong">,
): void {
  socket.send(toMessage(), ignore);
  onSent?.();
  const sendNext = async (next: string): Promise<void> => {
    await send(socket, next);
    // Spark may have nothing to say while it still listens: audio takes as long to send as it
    // lasts.
    buffer.prolong();
  };
  goOn?.(sendNext).catch((error: unknown) => {
    // If the socket has gone, its own event has reported why.
    if (socket.readyState === WebSocket.OPEN) buffer.end(toError(error));
  });
}

function send(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (error) => (error ? reject(error) : resolve()));
  });
}

/** Terminates the socket unless it closes in time by itself. */
function cutLater(socket: WebSocket): void {
  const cutting = setTimeout(() => socket.terminate(), LATE_FRAME_GRACE_MS).unref();
  socket.once("close", () => clearTimeout(cutting));
}

/**
 * Releases what the listeners hold. Node keeps the request that opened a socket until the old
 * generation is collected, the request keeps the socket, and its listeners would keep the whole
 * answer.
 */
function letGo(socket: WebSocket): void {
  socket.removeAllListeners().on("error", ignore);
}

/** Ignores errors of a closed socket: the reader already got the reason through its own event. */
const ignore = (): void => {};

function toError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  return new GatewayError({ kind: "caller-gone" }, { cause: reason });
}
