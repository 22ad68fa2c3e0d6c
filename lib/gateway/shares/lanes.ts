import { GatewayError } from "../../core/errors";
import { linkAbort } from "../../streams/linked-abort";

/** Work of which only so much is done at once. */
export type Lanes = {
  /**
   * Runs it when its turn comes. Rejects with the signal's reason, or with `caller-busy` where its turn
   * does not come in time or too much of its owner's waits already; `overloaded` where too much waits.
   */
  run: <T>(owner: string, work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
};

export type LanesOptions = {
  /** How much runs at once, in all and of one owner. */
  lanes: number;
  lanesPerOwner: number;
  /** How much waits, in all and of one owner. */
  maxWaiting: number;
  maxWaitingPerOwner: number;
  waitMs: number;
};

type Waiting = { owner: string; start: () => void };

/**
 * Lanes that are given in turn by owner: however much one has waiting, another's first is next. A queue
 * in order of arrival would let one caller's pile hold everybody up.
 */
export function createLanes(options: LanesOptions): Lanes {
  const { lanes, lanesPerOwner, maxWaiting, maxWaitingPerOwner, waitMs } = options;
  /** Owners in the order of their turns, each with what waits of theirs. */
  const queues = new Map<string, Waiting[]>();
  const running = new Map<string, number>();
  let runs = 0;
  let waits = 0;

  const fill = (): void => {
    for (const [owner, queue] of queues) {
      if (runs >= lanes) return;
      if ((running.get(owner) ?? 0) >= lanesPerOwner) continue;
      const next = queue.shift();
      // Whoever had a turn goes to the end.
      queues.delete(owner);
      if (queue.length > 0) queues.set(owner, queue);
      next?.start();
    }
  };
  const enter = (owner: string): void => {
    runs += 1;
    running.set(owner, (running.get(owner) ?? 0) + 1);
  };
  const leave = (owner: string): void => {
    runs -= 1;
    const left = (running.get(owner) ?? 1) - 1;
    if (left > 0) running.set(owner, left);
    else running.delete(owner);
    fill();
  };

  const wait = (owner: string, signal: AbortSignal): Promise<void> => {
    const queue = queues.get(owner) ?? [];
    if (queue.length >= maxWaitingPerOwner) throw busy();
    if (waits >= maxWaiting) throw new GatewayError({ kind: "overloaded" });
    return new Promise((resolve, reject) => {
      const patience = linkAbort(signal, waitMs);
      const end = (): void => {
        waits -= 1;
        patience.close();
        patience.signal.removeEventListener("abort", giveUp);
      };
      const start = (): void => {
        end();
        enter(owner);
        resolve();
      };
      const giveUp = (): void => {
        end();
        remove(queue, start);
        if (queue.length === 0 && queues.get(owner) === queue) queues.delete(owner);
        reject(patience.isLate() ? busy() : signal.reason);
      };
      waits += 1;
      queue.push({ owner, start });
      queues.set(owner, queue);
      patience.signal.addEventListener("abort", giveUp, { once: true });
      fill();
    });
  };

  return {
    async run(owner, work, signal) {
      signal.throwIfAborted();
      await wait(owner, signal);
      try {
        return await work();
      } finally {
        leave(owner);
      }
    },
  };
}

function remove(queue: Waiting[], start: () => void): void {
  const at = queue.findIndex((one) => one.start === start);
  if (at !== -1) queue.splice(at, 1);
}

const busy = (): GatewayError => new GatewayError({ kind: "caller-busy", what: "images" });
