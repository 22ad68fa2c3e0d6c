import { once } from "node:events";
import { lookup } from "node:dns/promises";
import { connect, type TLSSocket } from "node:tls";

import { WebSocket } from "ws";

import { createLookup } from "@/lib/spark/transport/dns-cache";
import { signUrl } from "@/lib/spark/sign";

import { createCertificate } from "../certificate";
import { toMiddle } from "./compare";
import { startDistance } from "./distance";
import { startProgram } from "./process";
import { printTable, toRange } from "./report";
import type { Section } from "./section";

const ROUND_TRIP_MS = 80;
const APP = { appId: "demo0001", apiKey: "key", apiSecret: "secret" };
const QUESTION = "frames=1 every=0";
const ANY_CERTIFICATE = { rejectUnauthorized: false };

/** Measures the parts of a connection to Spark and their cost. */
export const connection: Section = async ({ runs }) => {
  const { key, cert } = createCertificate();
  const upstream = await startProgram(new URL("upstream.ts", import.meta.url), {
    env: { TLS_KEY: key, TLS_CERT: cert },
  });
  try {
    await reportCosts(upstream.port, cert, runs);
    await reportDistance(upstream.port, cert, runs);
  } finally {
    await upstream.stop();
  }
  return [];
};

async function reportCosts(port: number, ca: string, runs: number): Promise<void> {
  console.log("The parts of a connection to Spark: CPU of the side that opens it");
  const url = new URL("wss://spark-api.xf-yun.com/v1.1/chat");
  const hosts = createLookup({
    lookup: (hostname) => lookup(hostname, { all: true }),
    resolve: async () => [{ address: "127.0.0.1", ttl: 60 }],
  });
  const ask = (): Promise<void> =>
    new Promise((resolve) => hosts.lookup("localhost", { all: true }, () => resolve()));
  const shakeHands = async (session?: Buffer): Promise<void> => {
    const socket = openTls(port, { ca, session });
    await once(socket, "secureConnect");
    socket.destroy();
  };
  // The session ticket arrives after the handshake, and only for a reader.
  const first = openTls(port, { ca }).resume();
  const [session]: Buffer[] = await once(first, "session");
  first.destroy();
  const parts: readonly [string, number, () => unknown][] = [
    ["the signature", 2000, () => signUrl(url, APP, new Date())],
    ["the address, looked up", 500, () => lookup("localhost", { all: true })],
    ["the address, kept", 500, ask],
    ["TCP and TLS, first time", 50, () => shakeHands()],
    ["TCP and TLS, session resumed", 50, () => shakeHands(session)],
  ];
  const costs = parts.map((): number[] => []);
  for (let at = 0; at < runs; at += 1) {
    for (const [index, [, times, act]] of parts.entries()) {
      costs[index]?.push(await measure(times, act));
    }
  }
  const rows = parts.map(([name], at) => [name, toRange(toMiddle(costs[at] ?? []))]);
  printTable(["", "CPU µs each"], rows);
}

async function measure(times: number, act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < times; at += 1) await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** Measures whether opening connections in advance would help. */
async function reportDistance(port: number, ca: string, runs: number): Promise<void> {
  console.log(`First token from a Spark ${ROUND_TRIP_MS} ms away, by what was open beforehand`);
  await using distance = await startDistance(port, ROUND_TRIP_MS);
  const url = `wss://127.0.0.1:${distance.port}/v1.1/chat`;
  const ways: readonly [string, () => Promise<() => Promise<void>>][] = [
    ["nothing", async () => () => hear(new WebSocket(url, ANY_CERTIFICATE))],
    [
      "TCP and TLS",
      async () => {
        const socket = openTls(distance.port, { ca });
        await once(socket, "secureConnect");
        return () => hear(new WebSocket(url, { createConnection: () => socket }));
      },
    ],
    [
      "the WebSocket, signed and accepted",
      async () => {
        const socket = new WebSocket(url, ANY_CERTIFICATE);
        await once(socket, "open");
        return () => hear(socket);
      },
    ],
  ];
  const rows: string[][] = [];
  for (const [name, open] of ways) {
    const times: number[] = [];
    for (let at = 0; at < runs; at += 1) {
      const act = await open();
      const startedAt = performance.now();
      await act();
      times.push(performance.now() - startedAt);
    }
    rows.push([name, toRange(toMiddle(times))]);
  }
  printTable(["open beforehand", "first token ms"], rows);
}

function openTls(
  port: number,
  { ca, session }: { ca: string; session?: Buffer | undefined },
): TLSSocket {
  // The certificate is verified, but it is for an IP address and not a server name.
  const checkServerIdentity = (): undefined => undefined;
  return connect({ port, host: "127.0.0.1", ca, checkServerIdentity, ...(session && { session }) });
}

/** Sends the request and waits for the first frame. */
async function hear(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CONNECTING) await once(socket, "open");
  socket.send(QUESTION);
  await once(socket, "message");
  socket.terminate();
}
