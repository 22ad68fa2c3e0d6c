import { type Begun, END, type Source, startWith } from "../../streams/source";
import type { ReceiveBuffer } from "./receive-buffer";

/** How far a connection has come; each is told once at most. */
export type Milestones = {
  /** The question has left. */
  onSent?: (() => void) | undefined;
  /** The connection has ended, or was never begun. */
  onGone?: (() => void) | undefined;
};

export type ConnectionTimeouts = {
  connectTimeoutMs: number;
  firstFrameTimeoutMs: number;
  idleTimeoutMs: number;
};

/** A connection to Spark whose answer fills a buffer. */
export type Connection = {
  buffer: ReceiveBuffer;
  isOpen: () => boolean;
  /** Called once it is open. */
  onOpen?: () => void;
  /** Ends it. Called once, whatever the reason. */
  leave: () => void;
  /** Whether the buffer ended because the answer has; any other reason is the reader's to catch. */
  isOver?: (reason: unknown) => boolean;
};

type Batches = Source<readonly string[]>;

type Opening = Pick<Milestones, "onGone"> & { signal: AbortSignal; timeouts: ConnectionTimeouts };

/** What arrives on a connection that is opened when its first batch is asked for. */
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

/** The batches after the first. */
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
