import { type Begun, END, type Source, startWith } from "../../streams/source";
import type { ReceiveBuffer } from "./receive-buffer";

/** Callbacks for a connection's progress; each is called at most once. */
export type Milestones = {
  /** Called when the request has been sent. */
  onSent?: (() => void) | undefined;
  /** Called when the connection has ended, or was never opened. */
  onGone?: (() => void) | undefined;
};

export type ConnectionTimeouts = {
  connectTimeoutMs: number;
  firstFrameTimeoutMs: number;
  idleTimeoutMs: number;
};

/** A connection to Spark that writes its answer to a buffer. */
export type Connection = {
  buffer: ReceiveBuffer;
  isOpen: () => boolean;
  /** Called when the connection is open. */
  onOpen?: () => void;
  /** Ends the connection. Called once, whatever the reason. */
  leave: () => void;
  /**
   * Reports whether the buffer ended because the answer is complete. Any other reason is thrown at
   * the reader.
   */
  isOver?: (reason: unknown) => boolean;
};

type Batches = Source<readonly string[]>;

type Opening = Pick<Milestones, "onGone"> & { signal: AbortSignal; timeouts: ConnectionTimeouts };

/**
 * Reads the batches that arrive on a connection. It is opened when the first batch is requested.
 */
export function readBatches(open: () => Connection, opening: Opening): Batches {
  return startWith(() => begin(open, opening));
}

async function begin(
  open: () => Connection,
  { signal, timeouts, onGone }: Opening,
): Promise<Begun<readonly string[]>> {
  const { connectTimeoutMs, firstFrameTimeoutMs, idleTimeoutMs } = timeouts;
  if (signal.aborted) onGone?.();
  signal.throwIfAborted();
  const connection = open();
  const { buffer, isOpen, onOpen } = connection;
  const rest = follow(connection, idleTimeoutMs);
  try {
    await buffer.until(isOpen, "handshake", connectTimeoutMs);
    onOpen?.();
  } catch (error) {
    return { first: rest.lose(error), rest };
  }
  return { first: await buffer.receive("first frame", firstFrameTimeoutMs, rest.lose), rest };
}

/** Reads the batches after the first. */
function follow({ buffer, leave, isOver }: Connection, timeoutMs: number) {
  let hasLeft = false;
  const end = (): typeof END => {
    if (!hasLeft) leave();
    hasLeft = true;
    return END;
  };
  const lose = (reason: unknown): typeof END => {
    end();
    if (!isOver?.(reason)) throw reason;
    return END;
  };
  return {
    lose,
    next: () => (hasLeft ? Promise.resolve(END) : buffer.receive("next frame", timeoutMs, lose)),
    return: async () => end(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
