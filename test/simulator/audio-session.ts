import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { SparkApp } from "./apps";
import type { Ledger } from "./connection";
import type { Stage, StageScript } from "./script";
import type { World } from "./world";

/** One WebSocket to a speech service, from 101 on. */
export type AudioSession = {
  readonly socket: WebSocket;
  readonly tcp: Socket;
  readonly ledger: Ledger;
  readonly app: SparkApp;
  /** Played instead of the service's answer. */
  readonly queued: StageScript | undefined;
  readonly world: World;
};

/** A service of iFlytek's for audio: messages in, frames out. */
export type AudioService = {
  readonly sidPrefix: "tts" | "aso" | "iat" | "ase";
  /** Hears every message; `stage` is where its frames go. */
  readonly open: (session: AudioSession, stage: Stage) => (message: string | null) => void;
};

/** Runs a script to its end; whoever leaves ends it, and anything else is a bug in it. */
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

/** A message as JSON; undefined for what is none. */
export function parseMessage(message: string | null): unknown {
  try {
    return JSON.parse(message ?? "");
  } catch {
    // Told to the client in the service's own words.
    return undefined;
  }
}
