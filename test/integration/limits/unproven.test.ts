import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { startWeb } from "../../unit/gateway/image/web";
import { ask as look, RED, show, toDataUrl } from "../image/images";
import { ASK, startGateway } from "../setup/gateway";

const MEGABYTE = 1024 * 1024;
const MADE_UP = { headers: { authorization: "Bearer x:y:z" } };
const OWN = {
  headers: {
    authorization: `Bearer ${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`,
  },
};
const LONG = { ...ASK, unknown: "x".repeat(3 * MEGABYTE) };
const FORMAT = {
  type: "json_schema",
  json_schema: { name: "a", schema: { type: "object", properties: { a: { type: "string" } } } },
};

/** Creates a body that counts how much of it is read. */
function toCounted(text: string) {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + 65_536));
        at += 65_536;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, sent: () => at };
}

describe("an unverified Spark credential", () => {
  it("is verified before an image is fetched, so a made-up one fetches nothing", async () => {
    await using web = await startWeb((_, response) => void response.end(RED));
    await using gateway = await startGateway({
      settings: { IMAGE_ALLOWED_HOSTS: `localhost:${web.port}` },
    });
    const refused = await gateway.post(look(show(`http://localhost:${web.port}/a.png`)), MADE_UP);
    expect([refused.status, (await refused.json()).error.code]).toEqual([401, "invalid_api_key"]);
    expect(web.visits).toEqual([]);
    const taken = await gateway.post(look(show(`http://localhost:${web.port}/a.png`)), OWN);
    expect(taken.status).toBe(200);
    expect(web.visits).toHaveLength(1);
  });

  it("is verified once, and later requests cause no further check", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "9/min" } });
    for (const connections of [2, 3, 4]) {
      expect((await gateway.post(look(show(toDataUrl(RED))), OWN)).status).toBe(200);
      expect(gateway.simulator.connections).toHaveLength(connections);
    }
  });

  it("has a megabyte of its body read, and the rest once Spark has accepted it", async () => {
    await using gateway = await startGateway();
    const { body, sent } = toCounted(JSON.stringify(LONG));
    const init = { method: "POST", body, duplex: "half", ...MADE_UP };
    const answer = gateway.fetch("/v1/chat/completions", init);
    expect((await answer).status).toBe(401);
    // Another megabyte is read and discarded, for clients that read only after sending.
    expect(sent()).toBeGreaterThan(MEGABYTE);
    expect(gateway.simulator.connections).toHaveLength(1);
    expect((await gateway.post(LONG, OWN)).status).toBe(200);
  });

  it("may send a megabyte with an APIPassword until its first answer", async () => {
    await using gateway = await startGateway();
    const own = { headers: { authorization: `Bearer ${DEMO_APP.apiPassword}` } };
    const refused = await gateway.post(LONG, own);
    expect([refused.status, (await refused.json()).error.message]).toEqual([
      413,
      expect.stringContaining("ask something short first"),
    ]);
    expect((await gateway.post(ASK, own)).status).toBe(200);
    expect((await gateway.post(LONG, own)).status).toBe(200);
  });

  it("cannot have schemas compiled once strangers have used a second of a minute for that", async () => {
    await using gateway = await startGateway();
    const schema = { type: "object", properties: 1 };
    const response_format = { ...FORMAT, json_schema: { name: "a", schema } };
    const statusOf = async (init: RequestInit): Promise<number> =>
      (await gateway.post({ ...ASK, response_format }, init)).status;
    expect(await statusOf(MADE_UP)).toBe(400);
    expect(gateway.simulator.connections).toHaveLength(0);
    gateway.deps.limits.schemas.add("unproven", 1000);
    expect(await statusOf(MADE_UP)).toBe(401);
    expect(await statusOf(OWN)).toBe(400);
    expect(gateway.simulator.connections).toHaveLength(2);
  });
});

describe("bodies in memory", () => {
  it("are rejected with 429 if one caller has too many, in each dialect", async () => {
    await using gateway = await startGateway({
      settings: { MAX_BODY_BYTES: "1MB", BODIES_MAX_BYTES: "1MB" },
    });
    const large = JSON.stringify({ ...ASK, stream: true, unknown: "x".repeat(700_000) });
    const running = await gateway.post(large);
    expect(running.status).toBe(200);
    const openai = await gateway.post(large);
    expect([openai.status, (await openai.json()).error]).toEqual([
      429,
      expect.objectContaining({ type: "rate_limit_error", code: "rate_limit_exceeded" }),
    ]);
    expect(openai.headers.get("retry-after")).toBe("1");
    const anthropic = await gateway.fetch("/v1/messages", {
      method: "POST",
      body: JSON.stringify({ ...ASK, max_tokens: 9, metadata: { user_id: "x".repeat(700_000) } }),
    });
    expect([anthropic.status, (await anthropic.json()).error.type]).toEqual([
      429,
      "rate_limit_error",
    ]);
    await running.text();
    expect((await gateway.post(large)).status).toBe(200);
  });

  it("are rejected with 503 if all callers have too many, but strangers cannot displace known keys", async () => {
    let from = 0;
    await using gateway = await startGateway({
      settings: { MAX_BODY_BYTES: "1MB", BODIES_MAX_BYTES: "2MB", GATEWAY_API_KEYS: "k" },
      deps: { findPeer: () => `203.0.113.${(from += 1)}` },
    });
    const text = JSON.stringify({ ...ASK, stream: true, unknown: "x".repeat(700_000) });
    const strangers = [gateway.deps.limits.bytes.open({ key: "~a", isKnown: false })];
    strangers[0]?.add(1_000_000);
    const refused = await gateway.post(text, MADE_UP);
    expect([refused.status, (await refused.json()).error.code]).toEqual([
      503,
      "upstream_unavailable",
    ]);
    const anthropic = await gateway.fetch("/v1/messages", {
      method: "POST",
      body: text,
      headers: { "x-api-key": "x:y:z" },
    });
    expect([anthropic.status, (await anthropic.json()).error.type]).toEqual([
      529,
      "overloaded_error",
    ]);
    const known = await gateway.post(text, { headers: { authorization: "Bearer k" } });
    expect(known.status).toBe(200);
    await known.text();
  });
});
