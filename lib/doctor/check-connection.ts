import { lookup } from "node:dns/promises";
import net from "node:net";
import tls from "node:tls";

import type { ConnectionCause } from "./words/cause";
import { diagnoseNetwork } from "./diagnose-network";

/** Checks a connection; returns why a host cannot be reached, or null. */
export type CheckConnection = (url: URL, timeoutMs: number) => Promise<ConnectionCause | null>;

/** Tests each step to a host: its name, a TCP connection, and TLS if the URL uses it. */
export const checkConnection: CheckConnection = async (url, timeoutMs) => {
  const hostname = url.hostname.replaceAll(/^\[|\]$/g, "");
  const isSecure = /^(?:wss|https|rediss):$/.test(url.protocol);
  const port = Number(url.port) || (PORTS[url.protocol] ?? 443);
  return (
    (await findName(hostname, timeoutMs)) ??
    (await connect({ hostname, port, isSecure: false, timeoutMs })) ??
    (isSecure ? await connect({ hostname, port, isSecure, timeoutMs }) : null)
  );
};

const PORTS: Readonly<Record<string, number>> = {
  "ws:": 80,
  "http:": 80,
  "redis:": 6379,
  "rediss:": 6379,
};

async function findName(hostname: string, timeoutMs: number): Promise<ConnectionCause | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"dns">((resolve) => {
    timer = setTimeout(() => resolve("dns"), timeoutMs);
  });
  const found = lookup(hostname).then(() => null, toCause);
  return Promise.race([found, timeout]).finally(() => clearTimeout(timer));
}

type Door = { hostname: string; port: number; isSecure: boolean; timeoutMs: number };

function connect({ hostname, port, isSecure, timeoutMs }: Door): Promise<ConnectionCause | null> {
  const address = { host: hostname, port };
  const servername = net.isIP(hostname) === 0 ? hostname : "";
  const socket = isSecure ? tls.connect({ ...address, servername }) : net.connect(address);
  return new Promise<ConnectionCause | null>((resolve) => {
    const onSilence = (): void => resolve(isSecure ? "no-handshake" : "no-route");
    socket.setTimeout(timeoutMs, onSilence);
    socket.once(isSecure ? "secureConnect" : "connect", () => resolve(null));
    // Never removed: a destroyed socket may emit another error.
    socket.on("error", (error) => resolve(toCause(error)));
    socket.once("close", () => resolve("cut"));
  }).finally(() => socket.destroy());
}

function toCause(error: unknown): ConnectionCause {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return diagnoseNetwork(typeof code === "string" ? code : "");
}
