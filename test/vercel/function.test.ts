import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { fileURLToPath } from "node:url";

import { APIError } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { hasRedis } from "../integration/setup/redis";
import { expectAllAtHand, openSurroundings } from "../server/at-need";
import { heldStream } from "../server/held-stream";
import { type Production, startProduction } from "../server/production";
import { RED_IMAGE, showRedImage } from "../server/red-image";
import { refuseWith, silence } from "../simulator/scripts";

const SERVE = fileURLToPath(new URL("serve.mjs", import.meta.url));
const VERCEL_JSON = new URL("../../vercel.json", import.meta.url);
const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
const built = inject("builtFunction");
let server: Production;

const start = (settings: Record<string, string> = {}): Promise<Production> =>
  startProduction({
    launch: {
      command: [process.execPath, SERVE, built.handler],
      cwd: built.directory,
      ready: /^http:/m,
      path: "/v1/chat/completions",
    },
    settings: { VERCEL: "1", ...settings },
  });

beforeAll(async () => {
  server = await start();
});
beforeEach(() => server.simulator.clear());
afterAll(() => server[Symbol.asyncDispose]());

describe("Vercel function: configuration", () => {
  it("declares its duration, cancellation, streaming and region on Node 24", async () => {
    expect(built).toMatchObject({
      maxDuration: 300,
      supportsCancellation: true,
      supportsResponseStreaming: true,
      edgeFunctions: 0,
    });
    expect(new Set(built.runtimes)).toEqual(new Set(["nodejs24.x"]));
    expect(JSON.parse(await readFile(VERCEL_JSON, "utf8"))).toMatchObject({ regions: ["hkg1"] });
  });

  it("stays far below 250 MB, including the image decoder", () => {
    expect(built.bytes).toBeGreaterThan(10_000_000);
    expect(built.bytes).toBeLessThan(50_000_000);
  });

  it("sets the security headers of every answer", () => {
    expect(Object.assign({}, ...built.headers)).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
    });
  });
});

describe("Vercel function", () => {
  it("forwards each frame as it arrives", async () => {
    const { script, goOn } = heldStream();
    server.simulator.play(script);
    const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
    let text = "";
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      // Spark sends no more until this has been read, so a function that buffers would hang here.
      if (text === "first") goOn();
    }
    expect(text).toBe("firstlast");
  });

  it("returns a complete answer without streaming", async () => {
    const completion = await server.client.chat.completions.create(ASK);
    expect(completion.choices[0]?.message.content).toContain("你好");
  });

  it("returns Spark's rate limit as 429 rate_limit_exceeded", async () => {
    server.simulator.play(refuseWith(11202, "licc limit"));
    server.simulator.play(refuseWith(11202, "licc limit"));
    server.simulator.play(refuseWith(11202, "licc limit"));
    const failing = server.client.chat.completions.create(ASK);
    const error = await failing.then(null, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
  });

  it("closes Spark's socket when the client disconnects", async () => {
    server.simulator.play(silence);
    const asking = request(`${server.url}/v1/chat/completions`, { method: "POST" });
    // The test itself disconnects.
    asking.on("error", () => {}).end(JSON.stringify({ ...ASK, stream: true }));
    const connection = await server.simulator.connection(0);
    await connection.request;
    const leftAt = performance.now();
    asking.destroy();
    const { at } = await connection.closed;
    expect(at - leftAt).toBeLessThan(200);
    expect(server.simulator.openConnections).toBe(0);
  });

  it("decodes images", async () => {
    const completion = await server.client.chat.completions.create({
      model: "vision",
      messages: [await showRedImage()],
    });
    expect(completion.choices[0]?.message.content).toMatch(RED_IMAGE);
  });

  it.skipIf(!hasRedis)("contains every lazily loaded module", async () => {
    await using surroundings = await openSurroundings();
    await using other = await start(surroundings.settings);
    await expectAllAtHand(other, surroundings);
  });

  it("rejects a body near Vercel's own limit with 413 request_too_large", async () => {
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ ...ASK, user: "x".repeat(4_500_000) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { code: "request_too_large", message: expect.stringContaining("4500000 bytes") },
    });
  });
});
