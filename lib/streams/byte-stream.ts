import type { Bytes, ByteWriter } from "./byte-writer";
import { failStalled } from "./fail-stalled";
import type { Source } from "./source";
import { createSupply, ENDED, type Piece, type Supply, type SupplyOptions } from "./supply";

type ByteStreamOptions = SupplyOptions & {
  /** The time that a piped write may take before the reader counts as gone. Default: no limit. */
  stallMs?: number;
  /**
   * Aborts when the caller disconnects. Next does not even start an answer for a caller that left.
   */
  signal: AbortSignal;
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
export function createByteStream(source: Source<Piece>, options: ByteStreamOptions): ByteStream {
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
