import { once } from "node:events";
import { request } from "node:http";

import { describe, expect, it } from "vitest";

import { PEER_HEADER } from "@/lib/gateway/limits/peer-address";

import { type Production, startProduction } from "./production";

const ASK = JSON.stringify({ model: "lite", messages: [{ role: "user", content: "你好" }] });
const LIMIT = 3;
const CALLER = "203.0.113.7";

type Asking = {
  /** The lines of x-forwarded-for. */
  forwarded?: string[];
  headers?: Record<string, string | string[]>;
  /** The caller's own end of the connection. */
  from?: string;
};

const start = (settings: Record<string, string>): Promise<Production> =>
  startProduction({ settings: { RATE_LIMIT: `${LIMIT}/day`, ...settings } });

async function ask({ url }: Production, { forwarded, headers, from }: Asking): Promise<number> {
  const asking = request(`${url}/v1/chat/completions`, {
    method: "POST",
    agent: false,
    ...(from !== undefined && { localAddress: from }),
    headers: { ...headers, ...(forwarded && { "x-forwarded-for": forwarded }) },
  });
  asking.end(ASK);
  const [response] = await once(asking, "response");
  response.resume();
  await once(response, "end");
  return response.statusCode;
}

/** Sends the requests one after another and waits for each answer. */
async function askEach(server: Production, asking: readonly Asking[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const one of asking) statuses.push(await ask(server, one));
  return statuses;
}

/** The same caller under a different name for each attempt. */
const ONE_CALLER = [200, 200, 200, 429, 429];

describe("production server: client IP", () => {
  it("uses the socket's address without proxies, whatever headers claim", async () => {
    await using server = await start({});
    const forgeries: Asking[] = [
      { forwarded: ["198.51.100.1"] },
      { forwarded: ["198.51.100.2, 198.51.100.3", "198.51.100.4"] },
      { headers: { "x-real-ip": "198.51.100.5", forwarded: "for=198.51.100.6" } },
      { headers: { [PEER_HEADER]: "198.51.100.7" } },
      { headers: { [PEER_HEADER]: ["x 198.51.100.8", "198.51.100.9"] }, forwarded: ["::1"] },
    ];
    expect(await askEach(server, forgeries)).toEqual(ONE_CALLER);
    expect(await askEach(server, [{ from: "127.0.0.2" }, {}])).toEqual([200, 429]);
  });

  it.each([
    ["one proxy", { TRUSTED_PROXIES: "1" }, CALLER],
    ["two proxies", { TRUSTED_PROXIES: "2" }, `${CALLER}, 10.0.0.1`],
    ["Vercel", { VERCEL: "1" }, CALLER],
  ])("uses the address that %s reports, whatever precedes it", async (_, settings, honest) => {
    await using server = await start(settings);
    const forgeries: Asking[] = [
      { forwarded: [honest] },
      { forwarded: [`198.51.100.2, ${honest}`] },
      { forwarded: ["198.51.100.3, 198.51.100.4", honest] },
      { forwarded: [`, unknown,, ${honest}`] },
      { forwarded: [`198.51.100.5:1234, ${honest.replace(CALLER, `${CALLER}:4711`)}`] },
    ];
    expect(await askEach(server, forgeries)).toEqual(ONE_CALLER);
    const neighbour = honest.replace(CALLER, "203.0.113.8");
    expect(await askEach(server, [{ forwarded: [neighbour] }])).toEqual([200]);
  });

  it("uses the socket's address when a request bypasses the proxies", async () => {
    await using server = await start({ TRUSTED_PROXIES: "1" });
    expect(
      await askEach(
        server,
        Array.from({ length: 5 }, () => ({})),
      ),
    ).toEqual(ONE_CALLER);
    expect(await askEach(server, [{ from: "127.0.0.2" }])).toEqual([200]);
  });
});
