import { createHash, timingSafeEqual } from "node:crypto";

/** Compares secrets in constant time: their digests have one length, whatever the secrets have. */
export const constantTimeEqual = (a: string, b: string): boolean =>
  timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
