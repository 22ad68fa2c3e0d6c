import type { LookupAddress } from "node:dns";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createLookup } from "@/lib/spark/transport/dns-cache";

const HOST = "spark-api.xf-yun.com";
const V4 = { address: "203.0.113.7", family: 4 };
const NEW = { address: "203.0.113.9", family: 4 };
const V6 = { address: "2001:db8::7", family: 6 };

type Names = Parameters<typeof createLookup>[0];

function open(names: Partial<Names> = {}) {
  const lookup = vi.fn<Names["lookup"]>(names.lookup ?? (async () => [V4, V6]));
  const resolve = names.resolve ?? (async () => [{ address: V4.address, ttl: 60 }]);
  const hosts = createLookup({ lookup, resolve });
  const ask = (options: object = { all: true }): Promise<LookupAddress[] | string> =>
    promisify(hosts.lookup)(HOST, options);
  return { lookup, forget: hosts.forget, ask };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("createLookup", () => {
  it("looks up a host once within its TTL", async () => {
    const { ask, lookup } = open();
    const many = await Promise.all([ask(), ask(), ask()]);
    expect(many).toEqual([
      [V4, V6],
      [V4, V6],
      [V4, V6],
    ]);
    await vi.advanceTimersByTimeAsync(59_999);
    await ask();
    expect(lookup).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    await ask();
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it("serves the last address while a new look-up does not answer", async () => {
    let answer: () => void = () => {};
    let calls = 0;
    const { ask } = open({
      lookup: async () => {
        calls += 1;
        if (calls > 1) await new Promise<void>((resolve) => (answer = resolve));
        return calls > 1 ? [NEW] : [V4];
      },
      resolve: async () => [V4, NEW].map(({ address }) => ({ address, ttl: 60 })),
    });
    expect(await ask()).toEqual([V4]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await ask()).toEqual([V4]);
    expect(await ask()).toEqual([V4]);
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(await ask()).toEqual([NEW]);
    expect(calls).toBe(2);
  });

  it("caches an address for five minutes at most", async () => {
    const { ask, lookup } = open({ resolve: async () => [{ address: V4.address, ttl: 86_400 }] });
    await ask();
    await vi.advanceTimersByTimeAsync(300_000);
    await ask();
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it.each<[string, Names["resolve"]]>([
    ["of the hosts file that the name server does not know", async () => []],
    ["that the name server does not return", async () => [{ address: "203.0.113.8", ttl: 60 }]],
    ["when no name server answers", () => Promise.reject(new Error("ETIMEOUT"))],
  ])("does not cache an address %s", async (_, resolve) => {
    const { ask, lookup } = open({ resolve });
    expect(await ask()).toEqual([V4, V6]);
    await vi.advanceTimersByTimeAsync(1);
    await ask();
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it("looks up a host again after forget()", async () => {
    const { ask, lookup, forget } = open();
    await ask();
    forget(HOST);
    await ask();
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it("fails on an unknown host and looks it up again", async () => {
    let known = false;
    const { ask } = open({
      lookup: async () => {
        if (known) return [V4];
        throw Object.assign(new Error("no such host"), { code: "ENOTFOUND" });
      },
    });
    await expect(ask()).rejects.toMatchObject({ code: "ENOTFOUND" });
    known = true;
    expect(await ask()).toEqual([V4]);
  });

  it("returns one address, or one family, as requested", async () => {
    const { ask } = open();
    expect(await ask({})).toBe(V4.address);
    expect(await ask({ family: 6 })).toBe(V6.address);
    expect(await ask({ all: true, family: "IPv6" })).toEqual([V6]);
  });
});
