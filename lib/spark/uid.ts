import { createHash } from "node:crypto";

/** Spark's limit for `header.uid`; a longer one is answered with 10004. */
const MAX_UID_LENGTH = 32;

/**
 * Builds a `uid` for one connection. Spark rejects a user who is connected twice (10006), so half
 * of it is random each time. The other half is a hash of the end user, for iFlytek's moderation.
 * @param fresh at least 32 random characters of `0-9a-f`
 */
export function toUid(user: string | undefined, fresh: string): string {
  if (user === undefined) return fresh.slice(0, MAX_UID_LENGTH);
  const half = MAX_UID_LENGTH / 2;
  return createHash("sha256").update(user).digest("hex").slice(0, half) + fresh.slice(0, half);
}
