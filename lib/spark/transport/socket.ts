import { lookup, resolve4 } from "node:dns/promises";
import https from "node:https";

import { WebSocket } from "ws";

import type { Failure } from "../../core/errors";
import { createLookup } from "./dns-cache";

/** Far more than any answer of Spark's; a larger frame is rejected unread. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;

const hosts = createLookup({
  lookup: (hostname) => lookup(hostname, { all: true }),
  resolve: (hostname) => resolve4(hostname, { ttl: true }),
});

/**
 * Caches TLS sessions, not connections. Resuming a session skips the certificate check, which is a
 * quarter of the CPU cost of a handshake.
 */
const secureAgent = new https.Agent({ lookup: hosts.lookup });

/** Removes an address that could not be reached, so that it is looked up again. */
export const forgetHost = (hostname: string): void => hosts.forget(hostname);

/** Starts a handshake with Spark. */
export function openSocket(url: URL): WebSocket {
  return new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
    ...(url.protocol === "wss:" && { agent: secureAgent }),
  });
}

export function explainSocketError(error: Error & { code?: string }, opened: boolean): Failure {
  const code = error.code ?? error.name;
  if (code.startsWith("WS_ERR_")) {
    return { kind: "spark-invalid", detail: `an unreadable frame (${code})` };
  }
  if (!opened) {
    return { kind: "spark-unreachable", detail: error.code ?? "a broken handshake" };
  }
  return { kind: "spark-closed", closeCode: 1006 };
}
