import type { Bytes } from "./byte-writer";
import { createIdleTimer } from "./idle-timer";
import type { Source } from "./source";

export type Piece = string | Bytes;

export type SupplyOptions = {
  /** Null: nothing may stand between the pieces. */
  heartbeat: string | null;
  heartbeatMs: number;
  /**
   * Called as soon as the reader leaves, before the source is closed: a source that is waiting for
   * a silent socket would not notice. Also called when the source throws.
   */
  onCancel: () => void;
  /** Called once, when nothing more will be written. The end is delayed until it resolves. */
  onEnd: () => Promise<void>;
};

export type Supply = {
  /**
   * Returns the next piece, never empty, or undefined at the end. Calls `onWait` while it is
   * waiting.
   */
  next: (onWait: (heartbeat: string) => void) => Promise<Piece | undefined>;
  /** Called when the reader has left. */
  leave: () => void;
};

export const ENDED: Supply = { next: async () => undefined, leave() {} };

/**
 * Supplies the pieces to write, one after another.
 * @param letGo called when it has ended, so that its holder can release it
 */
export function createSupply(
  source: Source<Piece>,
  { heartbeat, heartbeatMs, onCancel, onEnd }: SupplyOptions,
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
