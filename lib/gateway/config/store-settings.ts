import * as kinds from "./setting-types";

/** Whether responses are kept, and for how long. */
export type StoreSettings = {
  responsesStore: "off" | "memory" | "redis";
  /** The time since the last use. */
  responsesStoreTtlMs: number;
  /** In memory, for all responses together. */
  responsesStoreMaxBytes: number;
};

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/**
 * Reads the store's settings.
 * @throws Error whose message names the variable and what it accepts
 */
export function readStoreSettings(read: Read, redisUrl: string | null): StoreSettings {
  const store = read<StoreSettings["responsesStore"]>(
    "RESPONSES_STORE",
    kinds.responsesStore,
    "off",
  );
  if (store === "redis" && redisUrl === null) {
    throw new Error("RESPONSES_STORE is redis, which needs REDIS_URL: set it, or choose memory.");
  }
  return {
    responsesStore: store,
    responsesStoreTtlMs: read("RESPONSES_STORE_TTL_MS", kinds.milliseconds, 3_600_000),
    responsesStoreMaxBytes: read("RESPONSES_STORE_MAX_BYTES", kinds.bytes, 64 * 1024 * 1024),
  };
}
