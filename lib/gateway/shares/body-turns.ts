import { GatewayError } from "../../core/errors";
import { linkAbort } from "../../streams/linked-abort";

/** A caller with long bodies, and the bytes that it may hold in memory. */
type Owner = { key: string; shareBytes: number };

/** Limits each caller to as many long bodies at once as fit into its share of the memory. */
export type BodyTurns = {
  /**
   * Waits until a body of this many bytes fits, in order of arrival, and returns a function that
   * gives the room back. Rejects with the signal's reason, or with `caller-busy` if that takes too
   * long or too many are waiting.
   */
  enter: (owner: Owner, bytes: number, signal: AbortSignal) => Promise<() => void>;
};

export type BodyTurnsOptions = { waitMs: number; maxWaiting: number };

type Waiting = { bytes: number; begin: () => void };
/** The entry of a caller exists while one of its bodies is held. */
type Turns = { used: number; waiting: Waiting[] };

/**
 * Creates the turns. Without them, bodies that arrive together fill the caller's share with parts
 * of all of them, and most are rejected. An announced length counts only against its own caller, so
 * a body that never comes delays no other caller.
 */
export function createBodyTurns({ waitMs, maxWaiting }: BodyTurnsOptions): BodyTurns {
  const owners = new Map<string, Turns>();

  const leave = (key: string, bytes: number, shareBytes: number): void => {
    const turns = owners.get(key);
    if (!turns) return;
    turns.used -= bytes;
    fill(turns, shareBytes);
    if (turns.used === 0 && turns.waiting.length === 0) owners.delete(key);
  };

  return {
    async enter({ key, shareBytes }, bytes, signal) {
      signal.throwIfAborted();
      const turns = owners.get(key) ?? { used: 0, waiting: [] };
      owners.set(key, turns);
      if (turns.waiting.length > 0 || !fits(turns, bytes, shareBytes)) {
        if (turns.waiting.length >= maxWaiting) throw busy();
        await waitIn(turns, bytes, { signal, waitMs, onGone: () => fill(turns, shareBytes) });
      } else turns.used += bytes;
      let isOver = false;
      return () => {
        if (!isOver) leave(key, bytes, shareBytes);
        isOver = true;
      };
    },
  };
}

/** A body that is alone always fits. */
const fits = ({ used }: Turns, bytes: number, shareBytes: number): boolean =>
  used === 0 || used + bytes <= shareBytes;

function fill(turns: Turns, shareBytes: number): void {
  for (;;) {
    const [next] = turns.waiting;
    if (!next || !fits(turns, next.bytes, shareBytes)) return;
    turns.waiting.shift();
    turns.used += next.bytes;
    next.begin();
  }
}

type WaitOptions = { signal: AbortSignal; waitMs: number; onGone: () => void };

function waitIn(turns: Turns, bytes: number, options: WaitOptions): Promise<void> {
  const { signal, waitMs, onGone } = options;
  return new Promise((resolve, reject) => {
    const patience = linkAbort(signal, waitMs);
    const end = (): void => {
      patience.close();
      patience.signal.removeEventListener("abort", giveUp);
    };
    const one: Waiting = {
      bytes,
      begin() {
        end();
        resolve();
      },
    };
    const giveUp = (): void => {
      end();
      turns.waiting.splice(turns.waiting.indexOf(one), 1);
      // A shorter one behind it may fit.
      onGone();
      reject(patience.isLate() ? busy() : signal.reason);
    };
    patience.signal.addEventListener("abort", giveUp, { once: true });
    turns.waiting.push(one);
  });
}

const busy = (): GatewayError => new GatewayError({ kind: "caller-busy", what: "bytes" });
