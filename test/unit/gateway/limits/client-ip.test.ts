import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toClientIp, UNKNOWN_ADDRESS } from "@/lib/gateway/limits/client-ip";

const PEER = "198.51.100.1";
const CALLER = "203.0.113.7";

const at = (forwarded: string | null, trustedProxies: number, peer: string | undefined = PEER) =>
  toClientIp({ peer, forwarded, trustedProxies });

/** What a caller may write: plausible entries, and anything that fits in a header. */
const forged = fc.oneof(
  fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("", "unknown", "_hidden", CALLER)), {
    minLength: 1,
  }),
  fc.array(fc.string({ maxLength: 20 }), { minLength: 1 }),
);

describe("toClientIp", () => {
  it("returns the socket's address without proxies, whatever the header says", () => {
    fc.assert(
      fc.property(forged, (entries) => {
        expect(at(entries.join(","), 0)).toBe(PEER);
      }),
    );
  });

  it.each([1, 2, 3])(
    "returns what the outermost of %i proxies reports, whatever the caller forged",
    (proxies) => {
      fc.assert(
        fc.property(forged, fc.constantFrom(", ", ",", " , "), (entries, comma) => {
          const inner = Array.from({ length: proxies - 1 }, (_, index) => `10.0.0.${index}`);
          const honest = [CALLER, ...inner].join(", ");
          expect(at(honest, proxies)).toBe(CALLER);
          expect(at(entries.join(",") + comma + honest, proxies)).toBe(CALLER);
        }),
      );
    },
  );

  it("returns the socket's address when the header has fewer entries than proxies", () => {
    expect(at(null, 1)).toBe(PEER);
    expect(at("", 1)).toBe(PEER);
    expect(at("203.0.113.9", 2)).toBe(PEER);
  });

  it.each([
    ["203.0.113.7:5678", "203.0.113.7"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:443", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2:ffff::1]:80", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::9]", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ])("reads %s as %s", (entry, address) => {
    expect(at(entry, 1)).toBe(address);
    expect(at(null, 0, entry)).toBe(address);
  });

  it.each([
    "unknown",
    "_gazonk",
    "localhost",
    "1",
    "0x7f.1",
    "1.2.3",
    "1.2.3.4.5",
    "999.1.1.1",
    "[::1",
  ])("ignores the invalid entry %s", (entry) => {
    expect(at(entry, 1)).toBe(PEER);
  });

  it("returns one shared address for unknown sockets", () => {
    expect(at("1.2.3.4", 0, "")).toBe(UNKNOWN_ADDRESS);
    expect(toClientIp({ peer: undefined, forwarded: null, trustedProxies: 1 })).toBe(
      UNKNOWN_ADDRESS,
    );
  });

  it("groups IPv6 addresses by /64", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (host) => {
        const tail = host.toString(16).padStart(16, "0").match(/.{4}/g)?.join(":");
        expect(at(null, 0, `2001:db8:1:2:${tail}`)).toBe("2001:db8:1:2::/64");
        expect(at(null, 0, `2001:db8:1:3:${tail}`)).toBe("2001:db8:1:3::/64");
      }),
    );
  });
});
