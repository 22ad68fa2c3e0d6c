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
  /** Already signed. */
  url: URL;
  /** The one message that asks. */
  message: string;
  /** Ends the exchange at any moment; its reason is what the reader then catches. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
  now: () => Date;
  /** A frame that came after the reader had what it wanted: to be logged, not to be read. */
  onLateFrame: (raw: string) => void;
  /** Whether a frame is the last of its answer; without it, the reader alone finds out. */
  isLast?: ((raw: string) => boolean) | undefined;
};

/** One message out, many in; each batch holds the frames that had arrived when the reader asked. */
export type OpenWebSocket = (options: ExchangeOptions) => Source<readonly string[]>;

/** A suspicion (10019) comes after the end; this long it is waited for, to be logged. */
const LATE_FRAME_GRACE_MS = 200;

/** {@link OpenWebSocket} over a WebSocket of its own: Spark answers one request per connection. */
export const openWebSocket: OpenWebSocket = (options) => readBatches(() => dial(options), options);

/** A socket whose events fill a buffer until someone leaves. */
function dial(options: ExchangeOptions): Connection {
  const { url, message, signal, now, onLateFrame, isLast, onSent, onGone } = options;
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
    else receive(data.toString(), { socket, buffer, isLast });
  });
  // Once it has a listener, `ws` leaves the ending of a refused handshake to it.
  socket.on("unexpected-response", (_request, response) => void refuse(response));
  // For life: terminating in mid-handshake emits once more, and unheard that is fatal.
  socket.on("error", (error) => {
    if (!opened) forgetHost(url.hostname);
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
    onOpen() {
      socket.send(message, ignore);
      onSent?.();
    },
    leave,
  };
}

type Receiving = Pick<ExchangeOptions, "isLast"> & { socket: WebSocket; buffer: ReceiveBuffer };

/** A reader who is slow, or has gone without a word, must not keep the app's place till they have read. */
function receive(raw: string, { socket, buffer, isLast }: Receiving): void {
  const isUnread = !buffer.isAwaited();
  buffer.put(raw);
  if (!isUnread || !isLast?.(raw)) return;
  socket.close(1000);
  cutLater(socket);
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

function toError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  return new GatewayError({ kind: "caller-gone" }, { cause: reason });
}
