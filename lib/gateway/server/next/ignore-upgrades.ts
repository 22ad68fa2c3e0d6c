import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";

import { isRecord } from "../../../core/json";

/**
 * Answers requests that offer a protocol upgrade as if they had not. Java's HTTP client offers h2c
 * on every plain connection. Next's server closes those without an answer, because it takes every
 * upgrade for its own WebSocket, which exists only in development. Node ignores the offer if there
 * is no listener, so this removes the listener.
 */
export function ignoreUpgrades(): void {
  subscribe("net.server.socket", (message) => {
    const server = findServer(message);
    if (server && server.listenerCount("upgrade") > 0) server.removeAllListeners("upgrade");
  });
}

function findServer(message: unknown): Server | undefined {
  if (!isRecord(message) || !isRecord(message["socket"])) return undefined;
  const { server } = message["socket"];
  return server instanceof Server ? server : undefined;
}
