import { createIdleTimer } from "./idle-timer";
import type { Source } from "./source";

type ByteStreamOptions = {
  /** Null: nothing may stand between the pieces. */
  heartbeat: string | null;
  heartbeatMs: number;
  /** Aborts when the caller leaves. Next does not even open an answer that nobody waits for. */
  signal: AbortSignal;
  /**
   * Called at once when the reader has gone, before the source is told, because one that waits for
   * a silent socket hears nothing; or when the source has thrown.
   */
  onCancel: () => void;
  /** Called once, when nothing more will be written. */
  onEnd: () => void;
};

type Bytes = Uint8Array<ArrayBuffer>;

/** Where bytes go: the writer of any stream is one, and so is a thin coat around a socket. */
export type ByteWriter = {
  /** Fulfils when more may be written. */
  write: (bytes: Bytes) => Promise<unknown>;
  /** Positive while there is room. */
  readonly desiredSize: number | null;
  close: () => Promise<unknown>;
  abort: (reason?: unknown) => Promise<unknown>;
};

/** Text or bytes on their way out, to be written or read once. */
export type ByteStream = {
  /** Writes all of it. @param signal aborts when the reader has gone */
  pipe: (writer: ByteWriter, signal?: AbortSignal) => Promise<void>;
  /** The same as the web has it. */
  toReadable: () => ReadableStream<Bytes>;
};

/**
 * Turns the source's strings into bytes, and hands bytes on, as fast as the reader reads and no faster: backpressure goes
 * through to the source. Whenever the source is silent for `heartbeatMs`, `heartbeat` goes out instead.
 */
export function createByteStream(
  source: Source<string | Bytes>,
  options: ByteStreamOptions,
): ByteStream {
  // Whoever answers with the stream may keep it until the old generation is collected, and everything
  // that it reaches: what made the answer is let go as soon as it has ended.
  let supply = createSupply(source, options, () => (supply = ENDED));
  let isTaken = isNotTaken;
  const leaveUnread = (): void => {
    if (!isTaken()) supply.leave();
  };
  if (options.signal.aborted) leaveUnread();
  options.signal.addEventListener("abort", leaveUnread, { once: true });
  return {
    pipe(writer, signal) {
      isTaken = () => true;
      return pipe(supply, writer, signal);
    },
    toReadable() {
      const stream = openReadable(() => supply);
      isTaken = () => stream.locked;
      return stream;
    },
  };
}

const isNotTaken = (): boolean => false;

function openReadable(findSupply: () => Supply): ReadableStream<Bytes> {
  const stream = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const piece = await findSupply().next((heartbeat) => {
          if (controller.desiredSize === 0) controller.enqueue(encode(heartbeat));
        });
        if (piece === undefined) controller.close();
        else controller.enqueue(encode(piece));
      },
      cancel: () => findSupply().leave(),
    },
    { highWaterMark: 0 },
  );
  // Next pipes every answer: to hand each piece to its writer directly, with no queue and no reader
  // in between, makes a frame that comes alone a tenth cheaper.
  stream.pipeTo = async (destination, { signal } = {}) => {
    // Nobody else may read what is piped.
    stream.getReader();
    await pipe(findSupply(), destination.getWriter(), signal);
  };
  return stream;
}

type Piece = string | Bytes;

type Supply = {
  /** The next piece, never empty; undefined at the end. `onWait` is called whenever it takes long. */
  next: (onWait: (heartbeat: string) => void) => Promise<Piece | undefined>;
  /** The reader has gone. */
  leave: () => void;
};

const ENDED: Supply = { next: async () => undefined, leave() {} };

/** What there is to write, one piece after the other. */
function createSupply(
  source: Source<Piece>,
  { heartbeat, heartbeatMs, onCancel, onEnd }: ByteStreamOptions,
  letGo: () => void,
): Supply {
  let wait: ((heartbeat: string) => void) | undefined;
  const idleTimer = createIdleTimer(heartbeatMs, () => {
    if (heartbeat === null) return;
    wait?.(heartbeat);
    idleTimer.note();
  });
  let hasLeft = false;
  let hasEnded = false;

  const end = (): undefined => {
    idleTimer.stop();
    if (hasEnded) return;
    hasEnded = true;
    letGo();
    onEnd();
  };

  const take = ({ done, value }: IteratorResult<Piece, void>): Taken => {
    if (done) return end();
    // Nothing to say is no reason to stop asking: an empty chunk would end some readers.
    if (value.length === 0) {
      idleTimer.note();
      return source.next().then(take, lose);
    }
    wait = undefined;
    return value;
  };

  /** A source that throws has said all that it will, whoever reads it. */
  const lose = (error: unknown): never => {
    if (!hasLeft && !hasEnded) {
      onCancel();
      end();
    }
    throw error;
  };

  return {
    next(onWait) {
      wait = onWait;
      idleTimer.note();
      return source.next().then(take, lose);
    },
    leave() {
      if (hasLeft || hasEnded) return;
      hasLeft = true;
      wait = undefined;
      idleTimer.stop();
      onCancel();
      void source.return().finally(end);
    },
  };
}

type Taken = Piece | undefined | Promise<Piece | undefined>;

/** As `pipeTo` of any stream, whose reader may leave by the signal. */
async function pipe(
  supply: Supply,
  writer: ByteWriter,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stop = (): void => {
    supply.leave();
    writer.abort(signal?.reason).catch(() => {});
  };
  const beat = (heartbeat: string): void => {
    if (writer.desiredSize) writer.write(encode(heartbeat)).catch(() => {});
  };
  try {
    if (signal?.aborted) stop();
    signal?.throwIfAborted();
    signal?.addEventListener("abort", stop, { once: true });
    for (;;) {
      const piece = await supply.next(beat);
      signal?.throwIfAborted();
      if (piece === undefined) break;
      await writer.write(encode(piece));
    }
    await writer.close();
  } catch (error) {
    supply.leave();
    // As `pipeTo` does: what is not whole must not end as if it were.
    writer.abort(error).catch(() => {});
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Out of Node's pool where it fits: a buffer of its own for each short text costs more than the text. */
const encode = (piece: Piece): Bytes => (typeof piece === "string" ? Buffer.from(piece) : piece);
