import { once } from "node:events";

/** What the gateway itself asks of a Redis client; the rest is between it and the limiter. */
export type RedisClient = {
  set: (key: string, value: string, options: { PX: number }) => Promise<unknown>;
  /** Reads a value and lets it live so many milliseconds from now. */
  getEx: (key: string, options: { type: "PX"; value: number }) => Promise<string | null>;
  /** Lets a value live so many milliseconds from now. */
  pExpire: (key: string, milliseconds: number) => Promise<unknown>;
  del: (keys: string | string[]) => Promise<number>;
  /** Runs a script, in which nothing comes between two commands. */
  eval: (script: string, options: { keys: string[]; arguments: string[] }) => Promise<unknown>;
};

export type RedisConnection = {
  /** Fulfils at the first connection, however late; the client connects again by itself. */
  client: Promise<RedisClient>;
  /** Whether the first try of all succeeded; rejects with what it met. */
  firstTry: Promise<unknown>;
  /** Why there is no connection, in a word without address or password; undefined: no idea. */
  reason: () => string | undefined;
  close: () => Promise<void>;
};

/** Loads the library and begins to connect. */
export function connectRedis(url: string): RedisConnection {
  let reason: string | undefined;
  let isClosed = false;
  const opened = import("redis").then((library) => {
    const client = library.createClient({
      url,
      // A command for a Redis that is away is worth nothing later: the request will be gone.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MS) },
    });
    client.on("error", (error: unknown) => {
      reason = toReason(error);
    });
    client.on("ready", () => {
      reason = undefined;
    });
    return client;
  });
  const client = opened.then(async (opening) => {
    if (!isClosed) await opening.connect();
    return opening;
  });
  const firstTry = opened.then((opening) => once(opening, "ready"));
  // Whoever asks hears of it; that nobody does is no reason to end the process.
  for (const promise of [client, firstTry]) {
    promise.catch((error: unknown) => {
      reason = toReason(error);
    });
  }
  return {
    client,
    firstTry,
    reason: () => reason,
    async close() {
      isClosed = true;
      const closing = await opened;
      if (closing.isOpen) closing.destroy();
    },
  };
}

const MAX_RECONNECT_MS = 2000;

/** `ECONNREFUSED`, `WRONGPASS`, `SocketTimeoutError`: never the message, which may quote anything. */
export function toReason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]{3,}(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}
