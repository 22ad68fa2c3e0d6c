import { lookup } from "node:dns/promises";

import { describe, expect, it } from "vitest";

import { createNameResolver } from "@/lib/gateway/image/resolve-name";

import { signal } from "./fetching";
import { startNameServer } from "./name-server";

const HOSTS = `
127.0.0.1 localhost
10.0.0.7\tInside.test inside # inside.remark.test
fe80::1%lo0 zoned.test
2001:db8::5 inside.test
not-an-address broken.test
`;

describe("createNameResolver", () => {
  it.each([
    ["192.0.2.1", ["192.0.2.1"]],
    ["2001:db8::1", ["2001:db8::1"]],
    ["inside.test", ["10.0.0.7", "2001:db8::5"]],
    ["INSIDE.test.", ["10.0.0.7", "2001:db8::5"]],
    ["inside", ["10.0.0.7"]],
    ["localhost", ["127.0.0.1"]],
    ["a.localhost", ["127.0.0.1", "::1"]],
  ])("resolves %s without a name server", async (name, addresses) => {
    await using server = await startNameServer({});
    const resolve = createNameResolver({ ...server, readHosts: async () => HOSTS });
    expect((await resolve(name, signal)).map(({ address }) => address)).toEqual(addresses);
    expect(server.asked).toEqual([]);
  });

  it.each([async () => "", () => Promise.reject(new Error("ENOENT"))])(
    "asks the name server for both address families",
    async (readHosts) => {
      await using server = await startNameServer({ "img.test": { A: ["192.0.2.7", "192.0.2.8"] } });
      const resolve = createNameResolver({ ...server, readHosts });
      expect(await resolve("img.test", signal)).toEqual([
        { address: "192.0.2.7", family: 4 },
        { address: "192.0.2.8", family: 4 },
      ]);
      expect(server.asked.toSorted()).toEqual(["A img.test", "AAAA img.test"]);
    },
  );

  it("rejects a name without addresses", async () => {
    await using server = await startNameServer({ "none.test": {} });
    const resolve = createNameResolver({ ...server, readHosts: async () => "" });
    await expect(resolve("none.test", signal)).rejects.toMatchObject({ code: "ENODATA" });
  });

  it("gives up an unanswered name when the signal aborts, without blocking a thread", async () => {
    await using server = await startNameServer({});
    const resolve = createNameResolver({ ...server, readHosts: async () => "" });
    const abort = new AbortController();
    const names = Array.from({ length: 16 }, (_, at) => resolve(`n${at}.test`, abort.signal));
    const outcome = Promise.allSettled(names);
    // The system's own look-up gets a thread at once, as that of Spark's name will.
    await lookup("localhost");
    abort.abort();
    for (const one of await outcome) expect(one).toMatchObject({ reason: { code: "ECANCELLED" } });
  });
});
