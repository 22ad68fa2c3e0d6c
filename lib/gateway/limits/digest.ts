import { createHmac } from "node:crypto";

/** A digest of who is counted: counters hold no key, no app and no address. */
export type Digest = (...parts: readonly string[]) => string;

/**
 * Keyed, since there are so few addresses that a plain digest of one is found by trying all. Every
 * instance of a host derives the same.
 * @param secret what the host keeps secret anyway
 */
export function createDigest(secret: string): Digest {
  const key = createHmac("sha256", "spark-gateway counters").update(secret).digest();
  return (...parts) => createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");
}
