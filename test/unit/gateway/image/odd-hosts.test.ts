import { createServer, type AddressInfo, type Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { fetchImage } from "@/lib/gateway/image/fetch-image";

import { codeOf, optionsFor, signal } from "./fetching";

/** Starts a host that answers a request byte for byte as the test decides. */
async function startHost(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `images.test:${(server.address() as AddressInfo).port}`;
  // Nothing here may wait for the deadline, which is later than the test's own.
  const options = optionsFor(host, { maxBytes: 100_000, timeoutMs: 600_000 });
  return {
    closed: () => Promise.all([...sockets].map(untilClosed)),
    fetch: () => codeOf(fetchImage(new URL(`http://${host}/`), options, signal)),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const untilClosed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once("close", () => resolve());
  });

describe("fetchImage: unusual hosts", () => {
  it.each([
    [
      "switches protocols",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    ],
    ["switches protocols and names none", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
    [
      "switches protocols with a body",
      "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nabc",
    ],
    ["speaks no HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
    [
      "promises more than it may send",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
  ])("fails the download when the host %s", async (_, text) => {
    await using host = await startHost((socket) => void socket.end(text));
    expect(await host.fetch()).toBe("image_download_failed");
  });

  it("fails the download when the host switches protocols and stays connected", async () => {
    await using host = await startHost(
      (socket) => void socket.write("HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    );
    expect(await host.fetch()).toBe("image_download_failed");
  });

  it("takes a few informational answers before the image's, and no flood of them", async () => {
    const hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    await using host = await startHost((socket) => {
      const flood = (): void => {
        while (!socket.destroyed && socket.write(hint.repeat(100)));
        if (!socket.destroyed) socket.once("drain", flood);
      };
      flood();
    });
    expect(await host.fetch()).toBe("image_download_failed");
    await host.closed();
    await using patient = await startHost(
      (socket) =>
        void socket.write(`${hint.repeat(3)}HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n`),
    );
    expect(await patient.fetch()).toBe("image_too_large");
  });

  it("aborts the download when the host sends little data in very many bytes", async () => {
    let sent = 0;
    await using host = await startHost((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      const chunk = `1;${"x".repeat(4_000)}\r\na\r\n`;
      const flood = (): void => {
        while (!socket.destroyed && socket.write(chunk));
        if (!socket.destroyed) socket.once("drain", flood);
      };
      socket.on("close", () => (sent = socket.bytesWritten));
      flood();
    });
    expect(await host.fetch()).toBe("image_too_large");
    await host.closed();
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });
});
