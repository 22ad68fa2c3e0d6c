import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { SparkApp } from "./apps";
import { findAudioService, startAudioSession } from "./audio-service";
import type { AudioService } from "./audio-session";
import { createLedger, type Ledger } from "./connection";
import { findEndpoint } from "./endpoints";
import { NOT_FOUND, playHandshake, refuseHandshake } from "./handshake-answer";
import { verifyHandshake } from "./handshake";
import type { HandshakeScript, Script, StageScript } from "./script";
import { startSession } from "./session";
import type { World } from "./world";

/**
 * Far more than Spark accepts (4 MB of image), so that a large message is rejected and not cut off.
 */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Handles upgrades: script, signature, path, 101. */
export function createSocketService(world: World) {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_REQUEST_BYTES,
  });
  server.on("headers", (headers) => headers.push(`Date: ${new Date(world.now()).toUTCString()}`));

  return (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    // node:http passes a net.Socket; only the declared type is wider.
    const tcp = duplex as Socket;
    const ledger = createLedger(request);
    world.registry.add(ledger);
    const queued = world.scripts.shift();
    const verdict = judgeHandshake(ledger, queued, world);
    // Once accepted, the WebSocket reports the end, because it knows the close code.
    tcp.once("close", () => {
      if (!ledger.connection.accepted) ledger.end(1006);
    });
    if ("refusal" in verdict) return playHandshake(verdict.refusal, tcp, world.now());
    server.handleUpgrade(request, tcp, head, (socket) => {
      const session = { socket, tcp, ledger, world, app: verdict.app, queued: verdict.queued };
      if ("audio" in verdict) startAudioSession(session, verdict.audio);
      else startSession({ ...session, endpoint: verdict.endpoint });
    });
  };
}

type Verdict =
  | { readonly refusal: HandshakeScript }
  | {
      readonly app: SparkApp;
      readonly endpoint: NonNullable<ReturnType<typeof findEndpoint>>;
      readonly queued: StageScript | undefined;
    }
  | {
      readonly app: SparkApp;
      readonly audio: AudioService;
      readonly queued: StageScript | undefined;
    };

function judgeHandshake(ledger: Ledger, queued: Script | undefined, world: World): Verdict {
  if (typeof queued === "object") return { refusal: queued };
  const { path, query, headers } = ledger.connection;
  const audio = findAudioService(path);
  const verdict = verifyHandshake(
    { path, query, hostHeader: audio ? undefined : headers.host },
    world.apps,
    world.now(),
  );
  if ("refusal" in verdict) {
    const { status, message } = verdict.refusal;
    return { refusal: refuseHandshake(status, message) };
  }
  const armed = takeArmed(verdict.app.apiKey, world);
  if (armed) return { refusal: armed };
  if (audio) return { app: verdict.app, audio, queued };
  const endpoint = findEndpoint(path);
  if (endpoint === undefined) return { refusal: NOT_FOUND };
  return { app: verdict.app, endpoint, queued };
}

function takeArmed(apiKey: string, { armed, now }: World): HandshakeScript | undefined {
  const entry = armed.get(apiKey);
  if (entry === undefined) return undefined;
  armed.delete(apiKey);
  if (entry.until < now()) return undefined;
  if (entry.left > 1) armed.set(apiKey, { ...entry, left: entry.left - 1 });
  return entry.script;
}
