import { createHmac, createSecretKey } from "node:crypto";

/** Returns a digest of a caller, so that counters contain no key, app or address. */
export type Digest = (...parts: readonly string[]) => string;

/**
 * Creates a keyed digest. There are so few IPv4 addresses that a plain digest could be reversed by
 * trying all of them. All instances of one operator derive the same key.
 * @param secret the operator's existing secrets
 */
export function createDigest(secret: string): Digest {
  const derived = createHmac("sha256", "spark-gateway counters").update(secret).digest();
  // A key object takes 2 µs per digest; a buffer is made into one each time, which takes 13.
  const key = createSecretKey(derived);
  return (...parts) => createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");
}
