import ipaddr from "ipaddr.js";

/** Addresses of a cloud's own services that look public: Azure's, as Microsoft documents it. */
const CLOUD_SERVICES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * All IPv6 addresses that IANA has allocated. The library also calls `::7f00:1`, an old form of
 * IPv4, unicast.
 */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Returns whether an address belongs to the public internet, against SSRF. Special-purpose
 * addresses do not: private, loopback, link-local, carrier-grade NAT, multicast and reserved ones.
 * Nor do tunnels and translations, because their target is not visible in the address.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || CLOUD_SERVICES.has(address)) return false;
  // `process` unwraps an IPv4 address inside an IPv6 address.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6)) return false;
  return parsed.range() === "unicast";
}
