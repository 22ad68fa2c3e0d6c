import ipaddr from "ipaddr.js";

/** Addresses of a cloud's own service that look public: Azure's, as documented by Microsoft. */
const CLOUD_SERVICES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** All of IPv6 that IANA has given out; the library calls `::7f00:1`, old IPv4, unicast too. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Against SSRF: whether an address belongs to the public internet. Everything with a purpose of its own does not:
 * private, loopback, link-local, carrier, multicast, reserved, tunnels and translations, since what
 * those lead to is not in the address.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || CLOUD_SERVICES.has(address)) return false;
  // `process` reads an IPv4 address that is wrapped in IPv6 as what it is.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6)) return false;
  return parsed.range() === "unicast";
}
