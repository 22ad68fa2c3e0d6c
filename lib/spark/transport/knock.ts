import { GatewayError } from "../../core/errors";
import type { ConnectionTimeouts } from "./connection";
import { readRefusal } from "./handshake-error";
import { explainSocketError, openSocket } from "./socket";

type KnockOptions = {
  /** The signed URL. */
  url: URL;
  signal: AbortSignal;
  timeouts: Pick<ConnectionTimeouts, "connectTimeoutMs">;
  now: () => Date;
};

/** Checks whether Spark opens a WebSocket, without asking anything. Rejects as a request would. */
export type Knock = (options: KnockOptions) => Promise<void>;

export const knock: Knock = ({ url, signal, timeouts, now }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = openSocket(url);
    const settle = (act: () => void): void => {
      clearTimeout(deadline);
      signal.removeEventListener("abort", leave);
      act();
      socket.terminate();
    };
    const leave = (): void => settle(() => reject(signal.reason));
    const deadline = setTimeout(
      () => settle(() => reject(new GatewayError({ kind: "spark-silent", phase: "handshake" }))),
      timeouts.connectTimeoutMs,
    );
    signal.addEventListener("abort", leave, { once: true });
    socket.once("open", () => settle(resolve));
    socket.once("unexpected-response", (_request, response) => {
      void readRefusal(response, now()).then((failure) =>
        settle(() => reject(new GatewayError(failure))),
      );
    });
    // Never removed: terminating during the handshake emits another error, and an unhandled one is
    // fatal.
    socket.on("error", (error) => {
      settle(() => reject(new GatewayError(explainSocketError(error, false), { cause: error })));
    });
  });
