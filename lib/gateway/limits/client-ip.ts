import { isIPv4, isIPv6 } from "node:net";

import ipaddr from "ipaddr.js";

export type ForwardedFor = {
  /** The remote address of the socket; undefined if unknown. */
  peer: string | undefined;
  /** `x-forwarded-for`, its lines joined by commas: claims of callers and proxies. */
  forwarded: string | null;
  /** How many of the nearest hops are trusted proxies, each of which appends the address it saw. */
  trustedProxies: number;
};

/**
 * Callers with an unknown address share one count, so that hiding the address is no way around it.
 */
export const UNKNOWN_ADDRESS = "unknown";

/**
 * Returns the address that a caller counts by. Each trusted proxy has appended one entry, so the
 * caller's is the one that the outermost of them appended. Anyone may have written the entries left
 * of it. With fewer entries than proxies, or if that entry is not an address, the socket's own
 * address counts, which cannot be forged either.
 */
export function toClientIp({ peer, forwarded, trustedProxies }: ForwardedFor): string {
  const entries = (forwarded ?? "").split(",");
  const entry = trustedProxies > 0 ? entries.at(-trustedProxies) : undefined;
  return toNetwork(entry ?? "") ?? toNetwork(peer ?? "") ?? UNKNOWN_ADDRESS;
}

/**
 * Returns an IPv4 address as it is, and an IPv6 address as its /64, because a household or a server
 * has all of those.
 */
function toNetwork(entry: string): string | undefined {
  const text = withoutPort(entry.trim());
  // Node's checks come first: the library's create and catch an error for a missing entry, which
  // took 8 % of a short answer.
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  // `process` unwraps an IPv4 address inside an IPv6 address.
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return findTunnelled(address) ?? toPrefix(address, 64);
}

/** Lists the networks around a /64, narrowest first, since one caller may own a whole network. */
export function listNetworks(network: string): string[] {
  if (!network.endsWith("/64")) return [];
  const address = ipaddr.IPv6.parse(network.slice(0, -"/64".length));
  return [toPrefix(address, 56), toPrefix(address, 48)];
}

function toPrefix({ parts }: ipaddr.IPv6, bits: number): string {
  const kept = parts.map((part, at) => {
    const free = Math.max(0, Math.min(16, (at + 1) * 16 - bits));
    return free === 16 ? 0 : part & (0xffff << free) & 0xffff;
  });
  return `${new ipaddr.IPv6(kept).toString()}/${bits}`;
}

/**
 * Returns the IPv4 address inside a 6to4 or Teredo address. One IPv4 address owns 65,536 6to4
 * networks.
 */
function findTunnelled({ parts }: ipaddr.IPv6): string | undefined {
  const [first = 0, second = 0, third = 0] = parts;
  if (first === 0x2002) return toIPv4(second, third);
  // Teredo stores the caller's address in the last 32 bits, inverted.
  if (first !== 0x2001 || second !== 0) return undefined;
  return toIPv4((parts[6] ?? 0) ^ 0xffff, (parts[7] ?? 0) ^ 0xffff);
}

const toIPv4 = (high: number, low: number): string =>
  [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");

/** `1.2.3.4:5678` → `1.2.3.4`, `[::1]:80` → `::1`, `fe80::1%eth0` → `fe80::1`. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed.replace(/%.*$/, "");
  return text.replace(/^([\d.]+):\d+$/, "$1").replace(/%.*$/, "");
}
