import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";

import { isRecord } from "../../core/json";

/**
 * Answers requests that offer another protocol as if they had not. Java's HTTP client offers h2c on
 * every plain connection, and Next's server ends those without a word, since it takes every upgrade
 * for its own WebSocket, which exists in development alone. Node ignores the offer when nobody
 * listens for it, so nobody does.
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
