import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { SparkApp } from "./apps";
import type { Ledger } from "./connection";
import type { Stage, StageScript } from "./script";
import type { World } from "./world";

/** One WebSocket connection to a speech service, after the handshake. */
export type AudioSession = {
  readonly socket: WebSocket;
  readonly tcp: Socket;
  readonly ledger: Ledger;
  readonly app: SparkApp;
  /** Played instead of the service's answer. */
  readonly queued: StageScript | undefined;
  readonly world: World;
};

/** One of iFlytek's audio services: messages in, frames out. */
export type AudioService = {
  readonly sidPrefix: "tts" | "aso" | "iat" | "ase";
  /** Opens a session. The result receives every message; `stage` sends the frames. */
  readonly open: (session: AudioSession, stage: Stage) => (message: string | null) => void;
};

/** Runs a script to its end. A disconnect ends it too; any other error is a bug in the script. */
export async function play(
  { ledger, tcp, socket }: AudioSession,
  script: () => Promise<void> | void,
) {
  try {
    await script();
  } catch (error) {
    const isHere = !ledger.gone.aborted && !tcp.destroyed && socket.readyState === socket.OPEN;
    if (isHere) throw error;
  }
}

/** Parses a message as JSON; undefined if it is not JSON. */
export function parseMessage(message: string | null): unknown {
  try {
    return JSON.parse(message ?? "");
  } catch {
    // The client gets the service's own error message for this.
    return undefined;
  }
}
