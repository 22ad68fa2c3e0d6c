import { request } from "node:http";

import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { silence } from "../simulator/scripts";
import { heldStream } from "./held-stream";
import type { Production } from "./production";
import { HAS_NGINX, type Proxy, startProxy } from "./proxy";
import { copyImage, findPort, startImage } from "./standalone";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
const HOSTS = ["127.0.0.2", "127.0.0.3"] as const;

describe.skipIf(!HAS_NGINX)("nginx from compose.yaml before two replicas", () => {
  /** Disposed in reverse order. */
  const started: AsyncDisposable[] = [];
  let replicas: Production[] = [];
  let proxy: Proxy;
  let client: OpenAI;

  beforeAll(async () => {
    const image = await copyImage();
    started.push(image);
    const port = await findPort();
    replicas = await Promise.all(
      HOSTS.map((host) => startImage(image, { host, port, settings: { MAX_BODY_BYTES: "1MB" } })),
    );
    proxy = await startProxy(HOSTS, port);
    started.push(...replicas, proxy);
    client = new OpenAI({ apiKey: "any", baseURL: `${proxy.url}/v1`, maxRetries: 0 });
  });
  beforeEach(() => {
    for (const { simulator } of replicas) simulator.clear();
  });
  afterAll(async () => {
    for (const thing of started.toReversed()) await thing[Symbol.asyncDispose]();
  });

  /** Returns the connection of whichever replica gets the request. */
  const connection = () => Promise.race(replicas.map(({ simulator }) => simulator.connection(0)));

  it("forwards each frame as it arrives", async () => {
    const { script, goOn } = heldStream();
    for (const { simulator } of replicas) simulator.play(script);
    const stream = await client.chat.completions.create({ ...ASK, stream: true });
    let text = "";
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (text === "first") goOn();
    }
    expect(text).toBe("firstlast");
  });

  it("closes Spark's socket when the client disconnects from the proxy", async () => {
    for (const { simulator } of replicas) simulator.play(silence);
    const asking = request(`${proxy.url}/v1/chat/completions`, { method: "POST" });
    // The test itself disconnects.
    asking.on("error", () => {}).end(JSON.stringify({ ...ASK, stream: true }));
    const asked = await connection();
    await asked.request;
    const leftAt = performance.now();
    asking.destroy();
    const { at } = await asked.closed;
    expect(at - leftAt).toBeLessThan(200);
  });

  it("forwards header names with underscores", async () => {
    const response = await fetch(`${proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { X_APP_ID: "123456", X_API_SECRET: "123456", X_API_KEY: "123456" },
      body: JSON.stringify(ASK),
    });
    expect(response.status).toBe(200);
    const sent = await (await connection()).request;
    expect(sent?.header?.app_id).toBe("123456");
  });

  it("leaves it to the gateway to reject an oversized body", async () => {
    const response = await fetch(`${proxy.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ ...ASK, user: "x".repeat(3 * 1024 * 1024) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: "request_too_large" } });
  });

  it("skips a replica that has exited", async () => {
    const [gone, left] = replicas;
    gone?.signal("SIGTERM");
    await gone?.exited;
    for (let count = 0; count < 8; count += 1) {
      const completion = await client.chat.completions.create(ASK);
      expect(completion.choices[0]?.message.content).toContain("你好");
    }
    expect(left?.simulator.connections).toHaveLength(8);
  });

  it("returns the gateway's error object when no replica is left", async () => {
    for (const replica of replicas) {
      replica.signal("SIGTERM");
      await replica.exited;
    }
    const failing = client.chat.completions.create(ASK);
    const error = await failing.then(null, (reason: unknown) => reason);
    expect(error).toMatchObject({ status: 503, code: "upstream_unavailable" });
  });
});
