import type { Settings } from "../config/settings";
import { createRedisBreaker } from "../redis/breaker";
import { connectRedis } from "../redis/client";
import type { Log } from "../telemetry/log";
import { createMemoryStore } from "./memory-store";
import { createRedisStore } from "./redis-store";
import type { ResponseStore } from "./response-store";

/** Creates the configured response store; null if responses are not kept. */
export function createStore(
  settings: Pick<
    Settings,
    "responsesStore" | "responsesStoreTtlMs" | "responsesStoreMaxBytes" | "redisUrl"
  >,
  { now, log }: { now: () => Date; log: Log },
): ResponseStore | null {
  const { responsesStore, responsesStoreTtlMs: ttlMs, redisUrl } = settings;
  switch (responsesStore) {
    case "off":
      return null;
    case "memory":
      return createMemoryStore({ ttlMs, maxBytes: settings.responsesStoreMaxBytes, now });
    case "redis": {
      if (redisUrl === null) return null;
      const breaker = createRedisBreaker(connectRedis(redisUrl), { log, ...KEEPING });
      return createRedisStore({ breaker, ttlMs });
    }
  }
}

const KEEPING = {
  away: { responses: "not_kept" },
  back: { responses: "kept" },
} as const;
