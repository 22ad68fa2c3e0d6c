import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Forwards to a port with the latency of a distant host. The time that opening a real connection
 * would take is added to the first bytes sent on it.
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
        // Only bytes sent while the connection would still be opening wait for that.
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
