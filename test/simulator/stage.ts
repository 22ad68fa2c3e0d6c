import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { Ledger } from "./connection";
import type { Endpoint } from "./endpoints";
import { answerFrame, errorFrame, pluginsFrame } from "./frames";
import type { Stage } from "./script";
import type { Usage } from "./spark-request";
import type { World } from "./world";

/** Spark's close reason, the same after an answer and after an error. */
export const CLOSE_REASON = "close this ws conn";

type StageOptions = {
  readonly socket: WebSocket;
  readonly tcp: Socket;
  readonly ledger: Ledger;
  readonly kind: Endpoint["kind"];
  readonly sid: string;
  readonly bill: (answer: string) => Usage;
  readonly world: World;
  /** Called when the answer is over; the connection may take a moment longer. */
  readonly onEnd: () => void;
};

export function createStage(options: StageOptions): Stage {
  const { socket, tcp, ledger, kind, sid, bill, world, onEnd } = options;
  let nextSeq = 0;

  const ending =
    <Arguments extends unknown[]>(end: (...given: Arguments) => void) =>
    (...given: Arguments) => {
      onEnd();
      end(...given);
    };

  const send: Stage["send"] = (raw, { binary = false } = {}) =>
    unhandledIsFine(
      new Promise((resolve, reject) => {
        socket.send(raw, { binary }, (error) => {
          if (error) return reject(error);
          ledger.count();
          resolve();
        });
      }),
    );

  return {
    request: ledger.connection.request,
    sid,
    paceMs: world.paceMs,
    bill,
    frame: (frame) => {
      const { seq = nextSeq } = frame;
      nextSeq = seq + 1;
      return send(answerFrame({ ...frame, seq }, sid, kind));
    },
    fail: (error) => send(errorFrame(error, sid, world.now())),
    plugins: (sources) => send(pluginsFrame(sources, sid)),
    send,
    close: ending((code = 1000, reason = CLOSE_REASON) => socket.close(code, reason)),
    reset: ending(() => tcp.resetAndDestroy()),
    cut: ending(() => tcp.end()),
    wait: (ms) => unhandledIsFine(world.wait(ms, ledger.gone)),
    gone: ledger.gone,
  };
}

/**
 * Ignores the rejection of a promise that a script does not await, so that a disconnect does not
 * fail the test run.
 */
function unhandledIsFine<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
