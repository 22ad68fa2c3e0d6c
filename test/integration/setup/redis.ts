import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export const hasRedisServer = spawnSync("redis-server", ["--version"]).status === 0;
/** An existing Redis, to which the tests write only keys with random names. */
const givenUrl = process.env["REDIS_URL"];
export const hasRedis = hasRedisServer || givenUrl !== undefined;

export const REDIS_PASSWORD = "redis-password-7d1f";

export type Redis = {
  url: string;
  signal: (signal: NodeJS.Signals) => void;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts a Redis for the test on a free port, or uses the given one if the program is missing. */
export async function startRedis(): Promise<Redis> {
  if (!hasRedisServer && givenUrl !== undefined) return toGiven(givenUrl);
  const port = await findFreePort();
  let server: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    if (!stopping) return;
    stopping.kill("SIGKILL");
    await once(stopping, "exit");
  };
  const start = async (): Promise<void> => {
    server = await launch(port);
  };
  await start();
  return {
    url: `redis://:${REDIS_PASSWORD}@127.0.0.1:${port}`,
    signal: (signal) => void server?.kill(signal),
    stop,
    start,
    [Symbol.asyncDispose]: stop,
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const settings = {
    port,
    bind: "127.0.0.1",
    save: "",
    appendonly: "no",
    requirepass: REDIS_PASSWORD,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn("redis-server", flags, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const text of server.stdout.setEncoding("utf8")) {
    if (String(text).includes("Ready to accept connections")) break;
  }
  return server;
}

function toGiven(url: string): Redis {
  const cannot = (): never => {
    throw new Error("this Redis belongs to somebody else");
  };
  return {
    url,
    signal: cannot,
    stop: cannot,
    start: cannot,
    [Symbol.asyncDispose]: async () => {},
  };
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
