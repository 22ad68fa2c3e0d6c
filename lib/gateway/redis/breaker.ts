import type { Log, LogFields } from "../telemetry/log";
import { type RedisClient, type RedisConnection, toReason } from "./client";

/** How long one request may wait for Redis; then the circuit is open until Redis is back. */
const TIMEOUT_MS = 500;
/** The first of all requests also wait for the library and the connection. */
const CONNECT_TIMEOUT_MS = 3000;
const PROBE_MS = 1000;

/**
 * A circuit breaker around Redis: once a command is slow or fails, the circuit opens and every request
 * goes on without Redis, until a probe finds it back.
 */
export type RedisBreaker = {
  /**
   * Sends a command; undefined when Redis is away or slow, and the caller must do without it. An
   * answer that comes too late goes to `undo`.
   */
  ask: <T>(
    command: (client: RedisClient) => Promise<T>,
    undo?: (late: T) => Promise<unknown>,
  ) => Promise<T | undefined>;
  close: () => Promise<void>;
};

export type BreakerOptions = {
  log: Log;
  /** What its absence means, for the log. */
  away: LogFields;
  /** What its return means. */
  back: LogFields;
};

/**
 * Redis, as long as it answers. When it does not, that is one warning in the log, and a probe now
 * and then finds out when it does again, which is one line too.
 */
export function createRedisBreaker(
  connection: RedisConnection,
  { log, away, back }: BreakerOptions,
): RedisBreaker {
  const { client, firstTry } = connection;
  let isUp = true;
  let isConnecting = true;
  let timer: NodeJS.Timeout | undefined;

  const goDown = (error: unknown): void => {
    if (!isUp) return;
    isUp = false;
    const reason = connection.reason() ?? toReason(error);
    log("warn", "redis_unavailable", { reason, ...away });
    probeLater();
  };
  const probeLater = (): void => {
    timer = setTimeout(probe, PROBE_MS).unref();
  };
  const comeBack = (): void => {
    isUp = true;
    log("info", "redis_available", back);
  };
  const probe = (): void => {
    // It must take a write: a Redis that has become read-only cannot count.
    const writing = client.then((redis) => redis.set("spark-gateway:probe", "1", { PX: PROBE_MS }));
    inTime(writing, TIMEOUT_MS).then(comeBack, probeLater);
  };

  return {
    async ask(command, undo) {
      if (!isUp) return undefined;
      let answer: ReturnType<typeof command> | undefined;
      try {
        if (isConnecting) await inTime(firstTry, CONNECT_TIMEOUT_MS);
        isConnecting = false;
        answer = client.then(command);
        return await inTime(answer, TIMEOUT_MS);
      } catch (error) {
        isConnecting = false;
        goDown(error);
        if (undo) answer?.then(undo).catch(ignore);
        return undefined;
      }
    },
    async close() {
      isUp = false;
      clearTimeout(timer);
      await connection.close();
    },
  };
}

/** It has been logged that Redis is away. */
const ignore = (): void => {};

function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error("TIMEOUT of Redis"));
    // Where this process itself was busy, the answer has come and is read before giving up.
    const timer = setTimeout(() => setImmediate(giveUp), milliseconds);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
