import { once } from "node:events";

/** The part of the Redis client that the gateway uses; the limiter uses more. */
export type RedisClient = {
  set: (key: string, value: string, options: { PX: number }) => Promise<unknown>;
  /** Reads a value and sets its expiry in milliseconds from now. */
  getEx: (key: string, options: { type: "PX"; value: number }) => Promise<string | null>;
  /** Sets a value's expiry in milliseconds from now. */
  pExpire: (key: string, milliseconds: number) => Promise<unknown>;
  del: (keys: string | string[]) => Promise<number>;
  /** Runs a script, in which nothing comes between two commands. */
  eval: (script: string, options: { keys: string[]; arguments: string[] }) => Promise<unknown>;
};

export type RedisConnection = {
  /** Resolves at the first connection, however late. The client reconnects by itself. */
  client: Promise<RedisClient>;
  /** Resolves if the first connection attempt succeeds; rejects with its error. */
  firstTry: Promise<unknown>;
  /**
   * Returns why there is no connection, in one word without address or password; undefined if
   * unknown.
   */
  reason: () => string | undefined;
  close: () => Promise<void>;
};

/** Loads the library and starts connecting. */
export function connectRedis(url: string): RedisConnection {
  let reason: string | undefined;
  let isClosed = false;
  const opened = import("@redis/client").then((library) => {
    const client = library.createClient({
      url,
      // Commands are not queued while Redis is unavailable, because their requests will be gone by
      // then.
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
  // Callers get the error; without a caller, it must not end the process.
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

/**
 * Returns an error's code or class, such as `ECONNREFUSED`, `WRONGPASS` or `SocketTimeoutError`.
 * The message is never used, because it may contain anything.
 */
export function toReason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]{3,}(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}
