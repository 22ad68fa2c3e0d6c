import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Connection } from "./connection";
import { createHttpService } from "./http-service";
import type { HttpScript, Script } from "./script";
import { createSocketService } from "./socket-service";
import { createWorld, type SimulatorOptions } from "./world";

export type { SparkApp } from "./apps";
export type { Connection } from "./connection";
export type { HttpScript, Script, Stage } from "./script";
export type { SimulatorOptions } from "./world";

export type Simulator = {
  readonly port: number;
  /** ws://host:port */
  readonly url: string;
  readonly httpUrl: string;
  /** All connections, oldest first, including rejected handshakes and HTTP requests. */
  readonly connections: readonly Connection[];
  /** Resolves when this many handshakes and HTTP requests have arrived. */
  readonly connection: (index: number) => Promise<Connection>;
  readonly openConnections: number;
  /**
   * Queues scripts for the next WebSocket connections, one each in order of arrival, to be played
   * instead of answering. Signature and request are still judged, except by refuse, silent, hangUp
   * and raw.
   */
  readonly play: (...scripts: Script[]) => void;
  /** Queues scripts for HTTP requests in the same way. */
  readonly playHttp: (...scripts: HttpScript[]) => void;
  /** Removes queued scripts and past connections. */
  readonly clear: () => void;
  /** Closes every socket. */
  readonly close: () => Promise<void>;
};

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1" } = options;
  const world = createWorld(options);
  const server = createServer(createHttpService(world));
  server.on("upgrade", createSocketService(world));
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const { registry } = world;

  return {
    port: bound,
    url: `ws://${host}:${bound}`,
    httpUrl: `http://${host}:${bound}`,
    get connections() {
      return registry.connections;
    },
    connection: registry.at,
    get openConnections() {
      return registry.openConnections;
    },
    play: (...scripts) => void world.scripts.push(...scripts),
    playHttp: (...scripts) => void world.httpScripts.push(...scripts),
    clear: () => {
      world.scripts.length = 0;
      world.httpScripts.length = 0;
      world.armed.clear();
      registry.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function trackSockets(server: ReturnType<typeof createServer>): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // Clients may disconnect abruptly; "close" reports all that matters.
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}
