import { createHash, timingSafeEqual } from "node:crypto";

import type { GatewayKey, KeyRing } from "./gateway-key";

/**
 * A name, a colon and a key long enough to be no word. Whatever else holds a colon is a key as it stands,
 * as it was before there were names.
 */
const NAMED = /^([A-Za-z][\w.-]{0,63}):([^:|]{16,})$/;

/** An entry of GATEWAY_API_KEYS: `key` or `name:key`. */
export function toGatewayKey(entry: string): GatewayKey {
  const [, name = null, key = entry] = NAMED.exec(entry) ?? [];
  return { key, name, models: null, expiresAt: null, limits: {} };
}

/** Keys that may change while the process runs. */
export type ChangingKeys = Pick<KeyRing, "list" | "watch">;

/** @param changing null: there are none of that kind */
export function createKeyRing(
  listed: readonly GatewayKey[],
  changing: ChangingKeys | null,
  now: () => number,
): KeyRing {
  const list = (): readonly GatewayKey[] => (changing ? [...listed, ...changing.list()] : listed);
  return {
    isRequired: listed.length > 0 || changing !== null,
    mayHaveLimits: changing !== null,
    list,
    watch: (tell) => changing?.watch(tell),
    isExpired: ({ expiresAt }) => expiresAt !== null && expiresAt <= now(),
    find(token) {
      const presented = digest(token);
      let found: GatewayKey | undefined;
      // Every one is compared, in constant time: how long it takes says nothing of any.
      for (const key of list()) {
        for (const one of toDigests(key)) if (timingSafeEqual(one, presented)) found ??= key;
      }
      return found;
    },
  };
}

const digests = new WeakMap<GatewayKey, readonly Buffer[]>();

/** Of the key, and of the entry as it was written down: whoever has copied that means the same. */
function toDigests(key: GatewayKey): readonly Buffer[] {
  const known = digests.get(key);
  if (known) return known;
  const texts = key.name === null ? [key.key] : [key.key, `${key.name}:${key.key}`];
  const made = texts.map(digest);
  digests.set(key, made);
  return made;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
