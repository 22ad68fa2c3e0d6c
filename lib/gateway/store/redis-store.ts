import type { RedisBreaker } from "../redis/breaker";
import type { RedisClient } from "../redis/client";
import { fromStoredText, type ResponseStore, toStoredText } from "./response-store";

export type RedisStoreOptions = { breaker: RedisBreaker; ttlMs: number };

/**
 * Keeps responses in Redis, shared by all instances. While Redis is unavailable, nothing is saved
 * or found.
 */
export function createRedisStore({ breaker, ttlMs }: RedisStoreOptions): ResponseStore {
  const addHolder = async (redis: RedisClient, key: string, id: string): Promise<void> => {
    const holders = await redis.getEx(key, { type: "PX", value: ttlMs });
    const ids = [...(holders?.split(" ").slice(0, MAX_HOLDERS - 1) ?? []), id];
    await redis.set(key, ids.join(" "), { PX: ttlMs });
  };
  return {
    async put(owner, kept) {
      const text = toStoredText(kept);
      if (text === undefined) return false;
      const done = await breaker.ask(async (redis) => {
        await Promise.all([
          redis.set(toKey("response", owner, kept.id), text, { PX: ttlMs }),
          ...kept.itemIds.map((id) => addHolder(redis, toKey("item", owner, id), kept.id)),
        ]);
        return true;
      });
      return done ?? false;
    },
    async get(owner, id) {
      const key = toKey("response", owner, id);
      const text = await breaker.ask((redis) => redis.getEx(key, { type: "PX", value: ttlMs }));
      const found = text ? fromStoredText(text) : undefined;
      // The items can be referenced as long as the response exists, so their expiry is extended
      // too.
      const items = found?.itemIds.map((item) => toKey("item", owner, item)) ?? [];
      await breaker.ask((redis) => Promise.all(items.map((item) => redis.pExpire(item, ttlMs))));
      return found;
    },
    async findByItem(owner, itemId) {
      const key = toKey("item", owner, itemId);
      return breaker.ask(async (redis) => {
        const holders = await redis.getEx(key, { type: "PX", value: ttlMs });
        for (const id of holders?.split(" ") ?? []) {
          // Setting the expiry also tells whether the response still exists.
          if (await redis.pExpire(toKey("response", owner, id), ttlMs)) return id;
        }
        return undefined;
      });
    },
    async delete(owner, id) {
      const deleted = await breaker.ask((redis) => redis.del(toKey("response", owner, id)));
      return (deleted ?? 0) > 0;
    },
    close: breaker.close,
  };
}

/**
 * The number of responses that an item's key names, the one it came from first: the others have
 * referenced it, and keep it when that one is deleted.
 */
const MAX_HOLDERS = 8;

const toKey = (kind: "response" | "item", owner: string, id: string): string =>
  `spark-gateway:${kind}:${owner}:${id}`;
