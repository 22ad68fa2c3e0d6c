import WebSocket from "ws";

import { GatewayError, type Failure } from "../errors";
import { readRefusal } from "./handshake";

export type ExchangeOptions = {
  /** Already signed. */
  url: URL;
  /** The one message that asks. */
  message: string;
  /** Ends the exchange at any moment; its reason is what the reader then catches. */
  signal: AbortSignal;
  timeouts: ExchangeTimeouts;
  now: () => Date;
  /** A frame that came after the reader had what it wanted: to be logged, not to be read. */
  onLateFrame: (raw: string) => void;
};

export type ExchangeTimeouts = {
  connectTimeoutMs: number;
  firstFrameTimeoutMs: number;
  idleTimeoutMs: number;
};

/** One message out, many in; each batch holds the frames that had arrived when the reader asked. */
export type Exchange = (options: ExchangeOptions) => AsyncGenerator<readonly string[], void>;

/** No answer of Spark comes near it; a frame beyond it is refused unread. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** What may wait for a slow reader before the socket itself is paused. */
const PAUSE_ABOVE_CHARACTERS = 64 * 1024;
/** A suspicion (10019) comes after the end; this long it is waited for, to be logged. */
const LATE_FRAME_GRACE_MS = 200;

/** {@link Exchange} over a WebSocket of its own: Spark answers one request per connection. */
export const exchange: Exchange = async function* (options) {
  const { signal, timeouts } = options;
  signal.throwIfAborted();
  const line = dial(options);
  try {
    await line.opened(timeouts.connectTimeoutMs);
    line.send(options.message);
    yield await line.receive("first frame", timeouts.firstFrameTimeoutMs);
    for (;;) yield await line.receive("next frame", timeouts.idleTimeoutMs);
  } finally {
    line.leave();
  }
};

type Phase = Extract<Failure, { kind: "spark-silent" }>["phase"];

/** The socket, its inbox and the reason why it ended. Everything here runs on socket events. */
function dial({ url, signal, now, onLateFrame }: ExchangeOptions) {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
  });
  let inbox: string[] = [];
  let waiting = 0;
  let ended: unknown;
  let reading = true;
  let opened = false;
  let wake: () => void = nothing;

  const end = (reason: unknown): void => {
    ended ??= reason;
    wake();
  };
  const fail = (failure: Failure, cause?: unknown): void => end(new GatewayError(failure, { cause }));
  // Synchronous on purpose: on some hosts nothing runs after the caller has left.
  const hangUp = (): void => {
    if (socket.readyState === WebSocket.OPEN) socket.close(1000);
    socket.terminate();
    inbox = [];
    end(signal.reason);
  };

  signal.addEventListener("abort", hangUp, { once: true });
  socket.on("open", () => {
    opened = true;
    wake();
  });
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (isBinary) return fail({ kind: "spark-invalid", detail: "a binary frame" });
    const raw = data.toString();
    if (!reading) return onLateFrame(raw);
    inbox.push(raw);
    waiting += raw.length;
    if (waiting > PAUSE_ABOVE_CHARACTERS) socket.pause();
    wake();
  });
  // Once it has a listener, `ws` leaves the ending of a refused handshake to it.
  socket.on("unexpected-response", (_request, response) => {
    void readRefusal(response, now()).then((failure) => {
      fail(failure);
      socket.terminate();
    });
  });
  // For life: terminating in mid-handshake emits once more, and unheard that is fatal.
  socket.on("error", (error) => fail(explainSocketError(error, opened), error));
  socket.on("close", (closeCode) => fail({ kind: "spark-closed", closeCode }));

  /** Resolves at the next event, or fails when nothing has happened for so long. */
  const event = (phase: Phase, timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => fail({ kind: "spark-silent", phase }), timeoutMs);
      wake = () => {
        clearTimeout(timer);
        wake = nothing;
        resolve();
      };
    });

  return {
    async opened(timeoutMs: number): Promise<void> {
      if (socket.readyState === WebSocket.CONNECTING) await event("handshake", timeoutMs);
      if (ended !== undefined) throw ended;
    },
    send(message: string): void {
      socket.send(message, (error) => {
        if (error) fail({ kind: "spark-closed", closeCode: 1006 }, error);
      });
    },
    /** Everything that has arrived, in order; what arrived before the end comes before the end. */
    async receive(phase: Phase, timeoutMs: number): Promise<readonly string[]> {
      if (socket.isPaused) socket.resume();
      while (inbox.length === 0) {
        if (ended !== undefined) throw ended;
        await event(phase, timeoutMs);
      }
      const batch = inbox;
      inbox = [];
      waiting = 0;
      return batch;
    },
    /** Says goodbye and lets a late frame in; a socket that does not answer is cut. */
    leave(): void {
      signal.removeEventListener("abort", hangUp);
      reading = false;
      for (const raw of inbox.splice(0)) onLateFrame(raw);
      if (socket.readyState !== WebSocket.OPEN) return socket.terminate();
      if (socket.isPaused) socket.resume();
      socket.close(1000);
      setTimeout(() => socket.terminate(), LATE_FRAME_GRACE_MS).unref();
    },
  };
}

function explainSocketError(error: Error & { code?: string }, opened: boolean): Failure {
  const code = error.code ?? error.name;
  if (code.startsWith("WS_ERR_")) return { kind: "spark-invalid", detail: code };
  if (!opened) return { kind: "spark-unreachable", detail: code };
  return { kind: "spark-closed", closeCode: 1006 };
}

const nothing = (): void => {};
