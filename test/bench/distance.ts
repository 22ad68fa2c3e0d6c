import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A way to a port that takes so long there and back, as if the host were far away. What a real way
 * adds for opening the connection is added to the first bytes that travel on it.
 */
export async function startDistance(port: number, roundTripMs: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      let delayMs = from === near ? roundTripMs * 1.5 : roundTripMs / 2;
      const opensAt = performance.now() + roundTripMs;
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.setNoDelay(true).on("data", (bytes: Buffer) => {
        // Only what is sent while the connection would still be opening waits for that.
        if (performance.now() > opensAt) delayMs = roundTripMs / 2;
        setTimeout(() => to.write(bytes), delayMs);
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
