import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";

import { afterEach, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";

import { openWebSocket } from "@/lib/spark/transport/websocket";

import { createCertificate } from "../../../certificate";

afterEach(() => void vi.unstubAllEnvs());

it("openWebSocket resumes the TLS session and negotiates no compression", async () => {
  // The certificate is self-signed.
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  const server = createServer(createCertificate());
  const spark = new WebSocketServer({ server, perMessageDeflate: true });
  const handshakes: { isResumed: boolean; extensions: string | undefined }[] = [];
  spark.on("connection", (socket, { socket: connection, headers }) => {
    const isResumed = (connection as TLSSocket).isSessionReused();
    handshakes.push({ isResumed, extensions: headers["sec-websocket-extensions"] });
    socket.on("message", () => socket.send("answer"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  for (let at = 0; at < 3; at += 1) {
    const answer = openWebSocket({
      url: new URL(`wss://127.0.0.1:${port}/`),
      toMessage: () => "question",
      signal: new AbortController().signal,
      timeouts: { connectTimeoutMs: 5000, firstFrameTimeoutMs: 5000, idleTimeoutMs: 5000 },
      now: () => new Date(),
      onLateFrame: () => {},
    });
    expect((await answer.next()).value).toEqual(["answer"]);
    await answer.return();
  }
  expect(handshakes).toEqual([
    { isResumed: false, extensions: undefined },
    { isResumed: true, extensions: undefined },
    { isResumed: true, extensions: undefined },
  ]);
  for (const client of spark.clients) client.terminate();
  server.close();
  await once(server, "close");
});
