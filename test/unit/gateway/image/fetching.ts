import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";

import { findFailure } from "@/lib/core/errors";
import { dial } from "@/lib/gateway/image/dial";
import type { FetchOptions } from "@/lib/gateway/image/fetch-image";

import { NAMES } from "./hostile-urls";

export const PNG = Buffer.from("\u0089PNG rather small", "latin1");

export function toAddresses(addresses: readonly string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/** Resolves only the names in this file. */
const resolveForTest = async (hostname: string): Promise<LookupAddress[]> => {
  if (isIP(hostname) > 0) return toAddresses([hostname]);
  if (hostname === "images.test") return toAddresses(["127.0.0.1"]);
  const known = NAMES[hostname];
  if (!known) throw new Error(`ENOTFOUND ${hostname}`);
  return toAddresses(known);
};

export function optionsFor(host: string, more: Partial<FetchOptions> = {}): FetchOptions {
  return {
    allowedHosts: [host],
    maxBytes: 1000,
    timeoutMs: 2000,
    userAgent: "gateway/1.0 (+https://example.com)",
    resolve: resolveForTest,
    resolveAllowed: resolveForTest,
    dial,
    ...more,
  };
}

export const signal = new AbortController().signal;

export async function codeOf(fetching: Promise<unknown>): Promise<string> {
  try {
    await fetching;
    return "fetched";
  } catch (error) {
    const failure = findFailure(error);
    return failure && "code" in failure ? String(failure.code) : String(error);
  }
}
