import { GatewayError } from "../../core/errors";
import { linkAbort } from "../../streams/linked-abort";

/** Runs only a limited amount of work at once. */
export type Lanes = {
  /**
   * Runs the work when its turn comes. Rejects with the signal's reason, with `caller-busy` if the
   * turn does not come in time or too much of the owner's work is waiting, or with `overloaded` if
   * too
   * much work is waiting in total.
   */
  run: <T>(owner: string, work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
};

export type LanesOptions = {
  /** How much runs at once, in total and per owner. */
  lanes: number;
  lanesPerOwner: number;
  /** How much may wait, in total and per owner. */
  maxWaiting: number;
  maxWaitingPerOwner: number;
  waitMs: number;
};

type Waiting = { owner: string; start: () => void };

/**
 * Creates lanes that owners get in turn. A queue in order of arrival would let one caller's backlog
 * delay everyone else.
 */
export function createLanes(options: LanesOptions): Lanes {
  const { lanes, lanesPerOwner, maxWaiting, maxWaitingPerOwner, waitMs } = options;
  const turns = createTurns();
  const running = createCounts();

  const fill = (): void => {
    while (running.sum() < lanes) {
      const next = turns.take((owner) => running.of(owner) < lanesPerOwner);
      if (!next) return;
      next.start();
    }
  };

  const wait = (owner: string, signal: AbortSignal): Promise<void> => {
    if (turns.waiting(owner) >= maxWaitingPerOwner) throw busy();
    if (turns.waiting() >= maxWaiting) throw new GatewayError({ kind: "overloaded" });
    return new Promise((resolve, reject) => {
      const patience = linkAbort(signal, waitMs);
      const end = (): void => {
        patience.close();
        patience.signal.removeEventListener("abort", giveUp);
      };
      const one: Waiting = {
        owner,
        start() {
          end();
          running.add(owner, 1);
          resolve();
        },
      };
      const giveUp = (): void => {
        end();
        turns.remove(one);
        reject(patience.isLate() ? busy() : signal.reason);
      };
      patience.signal.addEventListener("abort", giveUp, { once: true });
      turns.join(one);
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
        running.add(owner, -1);
        fill();
      }
    },
  };
}

/** Keeps the waiting work by owner, in the order of the owners' turns. */
function createTurns() {
  const queues = new Map<string, Waiting[]>();
  let sum = 0;
  return {
    waiting: (owner?: string): number =>
      owner === undefined ? sum : (queues.get(owner)?.length ?? 0),
    join(one: Waiting): void {
      sum += 1;
      queues.set(one.owner, [...(queues.get(one.owner) ?? []), one]);
    },
    /** Takes the first work of the next allowed owner, who then moves to the end. */
    take(may: (owner: string) => boolean): Waiting | undefined {
      for (const [owner, [next, ...rest]] of queues) {
        if (!next || !may(owner)) continue;
        sum -= 1;
        queues.delete(owner);
        if (rest.length > 0) queues.set(owner, rest);
        return next;
      }
      return undefined;
    },
    remove(one: Waiting): void {
      const queue = queues.get(one.owner) ?? [];
      const rest = queue.filter((other) => other !== one);
      sum -= queue.length - rest.length;
      if (rest.length > 0) queues.set(one.owner, rest);
      else queues.delete(one.owner);
    },
  };
}

function createCounts() {
  const counts = new Map<string, number>();
  let sum = 0;
  const of = (owner: string): number => counts.get(owner) ?? 0;
  return {
    sum: (): number => sum,
    of,
    add(owner: string, more: number): void {
      sum += more;
      const count = of(owner) + more;
      if (count > 0) counts.set(owner, count);
      else counts.delete(owner);
    },
  };
}

const busy = (): GatewayError => new GatewayError({ kind: "caller-busy", what: "images" });
