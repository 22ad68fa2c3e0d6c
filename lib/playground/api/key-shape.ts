import type { Credentials } from "../conversation/store";
import { toApiKey } from "./credentials";

export type SparkApp = { appId: string; apiSecret: string; apiKey: string };

/** Splits the three values of an app that were pasted as one text; undefined for anything else. */
export function splitKey(text: string): SparkApp | undefined {
  const parts = text.trim().split(text.includes("|") ? "|" : /[:\s,;]+/);
  const [appId = "", apiSecret = "", apiKey = ""] = parts.map((part) => part.trim());
  if (parts.length !== 3 || !appId || !apiSecret || !apiKey) return undefined;
  return { appId, apiSecret, apiKey };
}

/**
 * Returns whether a header can carry the credential. A full-width colon or letter looks much like a
 * narrow one.
 */
export function isSendable(credentials: Credentials): boolean {
  return /^[\x20-\x7e]*$/.test(toApiKey(credentials) ?? "");
}
