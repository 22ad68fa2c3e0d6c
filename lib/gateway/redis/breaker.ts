import type { Log, LogFields } from "../telemetry/log";
import { type RedisClient, type RedisConnection, toReason } from "./client";

/** The timeout of one command; after that the circuit opens until Redis is back. */
const TIMEOUT_MS = 500;
/** The first requests also wait for the library and the connection. */
const CONNECT_TIMEOUT_MS = 3000;
const PROBE_MS = 1000;

/**
 * A circuit breaker around Redis. When a command is slow or fails, the circuit opens and requests
 * continue without Redis until a probe succeeds.
 */
export type RedisBreaker = {
  /**
   * Sends a command. Returns undefined if Redis is unavailable or slow; the caller must then
   * continue without it. A late reply goes to `undo`.
   */
  ask: <T>(
    command: (client: RedisClient) => Promise<T>,
    undo?: (late: T) => Promise<unknown>,
  ) => Promise<T | undefined>;
  close: () => Promise<void>;
};

export type BreakerOptions = {
  log: Log;
  /** Log fields that state the effect of Redis being unavailable. */
  away: LogFields;
  /** Log fields that state the effect of its return. */
  back: LogFields;
};

/**
 * Creates the breaker. An outage logs one warning and starts periodic probes; recovery logs one
 * line.
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
    // The probe must write, because a read-only Redis cannot count.
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

/** The outage has already been logged. */
const ignore = (): void => {};

function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error("TIMEOUT of Redis"));
    // If this process itself was busy, the reply may already have arrived; this reads it before
    // giving up.
    const timer = setTimeout(() => setImmediate(giveUp), milliseconds);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
