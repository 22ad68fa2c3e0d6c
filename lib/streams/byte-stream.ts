import { failStalled } from "./fail-stalled";
import { createIdleTimer } from "./idle-timer";
import type { Bytes, ByteWriter } from "./byte-writer";
import type { Source } from "./source";

type ByteStreamOptions = {
  /** Null: nothing may stand between the pieces. */
  heartbeat: string | null;
  heartbeatMs: number;
  /** The time that a piped write may take before the reader counts as gone. Default: no limit. */
  stallMs?: number;
  /**
   * Aborts when the caller disconnects. Next does not even start an answer for a caller that left.
   */
  signal: AbortSignal;
  /**
   * Called as soon as the reader leaves, before the source is closed: a source that is waiting for
   * a silent socket would not notice. Also called when the source throws.
   */
  onCancel: () => void;
  /** Called once, when nothing more will be written. The end is delayed until it resolves. */
  onEnd: () => Promise<void>;
};

/** Text or bytes to be written or read exactly once. */
export type ByteStream = {
  /**
   * Writes everything.
   * @param signal aborts when the reader has left
   */
  pipe: (writer: ByteWriter, signal?: AbortSignal) => Promise<void>;
  /** Returns the same content as a web stream. */
  toReadable: () => ReadableStream<Bytes>;
};

/**
 * Encodes the source's strings as bytes, and passes bytes on, at the reader's pace: backpressure
 * reaches the source. Sends `heartbeat` whenever the source has been silent for `heartbeatMs`.
 */
export function createByteStream(
  source: Source<string | Bytes>,
  options: ByteStreamOptions,
): ByteStream {
  // The server may hold on to the stream, and to everything reachable from it, until the old
  // generation is collected. So the supply is released as soon as it has ended.
  let supply = createSupply(source, options, () => (supply = ENDED));
  let isTaken = isNotTaken;
  // Read here, so that the functions below do not retain the options.
  const { stallMs } = options;
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
      const stream = openReadable(() => supply, stallMs);
      isTaken = () => stream.locked;
      return stream;
    },
  };
}

const isNotTaken = (): boolean => false;

function openReadable(findSupply: () => Supply, stallMs?: number): ReadableStream<Bytes> {
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
  // Next pipes every answer. Passing each piece directly to its writer, with no queue or reader in
  // between, makes a frame that arrives alone a tenth cheaper.
  stream.pipeTo = async (destination, { signal } = {}) => {
    // Locks the stream, so that nothing else can read it.
    stream.getReader();
    const writer = toByteWriter(destination.getWriter());
    await pipe(findSupply(), stallMs === undefined ? writer : failStalled(writer, stallMs), signal);
  };
  return stream;
}

const toByteWriter = (writer: WritableStreamDefaultWriter<Bytes>): ByteWriter => ({
  write: (bytes) => writer.write(bytes),
  hasRoom: () => (writer.desiredSize ?? 0) > 0,
  close: () => writer.close(),
  abort: (reason) => writer.abort(reason),
});

type Piece = string | Bytes;

type Supply = {
  /**
   * Returns the next piece, never empty, or undefined at the end. Calls `onWait` while it is
   * waiting.
   */
  next: (onWait: (heartbeat: string) => void) => Promise<Piece | undefined>;
  /** Called when the reader has left. */
  leave: () => void;
};

const ENDED: Supply = { next: async () => undefined, leave() {} };

/** Supplies the pieces to write, one after another. */
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

  const end = async (): Promise<undefined> => {
    idleTimer.stop();
    if (hasEnded) return;
    hasEnded = true;
    letGo();
    await onEnd();
  };

  const take = ({ done, value }: IteratorResult<Piece, void>): Taken => {
    if (done) return end();
    // Skip empty pieces and keep reading: an empty chunk would end the stream for some readers.
    if (value.length === 0) {
      idleTimer.note();
      return source.next().then(take, lose);
    }
    wait = undefined;
    return value;
  };

  /** A source that throws has ended, for any reader. */
  const lose = (error: unknown): never => {
    if (!hasLeft && !hasEnded) {
      onCancel();
      void end();
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

/** Pipes like `pipeTo` of any stream. The reader may leave through the signal. */
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
    if (writer.hasRoom()) writer.write(encode(heartbeat)).catch(() => {});
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

/**
 * Uses Node's buffer pool where it can: a separate buffer for a short text costs more than the
 * text.
 */
const encode = (piece: Piece): Bytes => (typeof piece === "string" ? Buffer.from(piece) : piece);
