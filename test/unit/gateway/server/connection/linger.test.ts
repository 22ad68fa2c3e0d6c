import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it, onTestFinished } from "vitest";

import { linger } from "@/lib/gateway/server/connection/linger";

async function start(): Promise<number> {
  const server = createServer((request, response) => {
    linger(request, response);
    response.writeHead(413, { "content-length": "3" }).end("too");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe("an answer that is ready before the end of the body", () => {
  it.each(["close", "keep-alive"])(
    "reaches a caller who sends the whole body before reading (connection: %s)",
    async (connection) => {
      const socket = connect(await start(), "127.0.0.1");
      socket.pause();
      const length = 8 * 1024 * 1024;
      socket.write(
        `POST / HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-length: ${length}\r\n\r\n`,
      );
      for (let sent = 0; sent < length; sent += 65_536) {
        if (!socket.write(Buffer.alloc(65_536))) await once(socket, "drain");
      }
      socket.end();
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 .*too$/s);
    },
  );
});
