import { createHash, timingSafeEqual } from "node:crypto";

import type { GatewayKey, KeyRing } from "./gateway-key";

/**
 * A name, a colon and a key of at least 16 characters. Any other entry with a colon is a plain key,
 * as before names existed.
 */
const NAMED = /^([A-Za-z][\w.-]{0,63}):([^:|]{16,})$/;

/** Reads an entry of GATEWAY_API_KEYS: `key` or `name:key`. */
export function toGatewayKey(entry: string): GatewayKey {
  const [, name = null, key = entry] = NAMED.exec(entry) ?? [];
  return { key, name, models: null, expiresAt: null, limits: {} };
}

/** Keys that may change while the process runs. */
export type ChangingKeys = Pick<KeyRing, "list" | "watch">;

/**
 * Creates the key ring.
 * @param changing the keys from a file; null if there is none
 */
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
      // Compares all keys in constant time, so that the duration reveals nothing.
      for (const key of list()) {
        for (const one of toDigests(key)) if (timingSafeEqual(one, presented)) found ??= key;
      }
      return found;
    },
  };
}

const digests = new WeakMap<GatewayKey, readonly Buffer[]>();

/** Returns digests of the key and of its whole entry, since callers may copy either. */
function toDigests(key: GatewayKey): readonly Buffer[] {
  const known = digests.get(key);
  if (known) return known;
  const texts = key.name === null ? [key.key] : [key.key, `${key.name}:${key.key}`];
  const made = texts.map(digest);
  digests.set(key, made);
  return made;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
