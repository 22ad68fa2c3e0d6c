import { readFileSync } from "node:fs";

import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { type Production, startProduction } from "./production";
import { eventually } from "../eventually";

const ASK = { model: "4.0Ultra", messages: [{ role: "user" as const, content: "你好" }] };
const PRELOAD = new URL("report-modules.mjs", import.meta.url).href;

/**
 * Modules that most requests do not need, and how to recognise their files: the bundler keeps no
 * names.
 */
const HEAVY: Readonly<Record<string, { path?: RegExp; content?: RegExp }>> = {
  sharp: { path: /\/@img\/sharp-/ },
  ajv: { content: /strictSchema/ },
  re2js: { path: /re2js/ },
  redis: { path: /\/node_modules\/@redis\// },
  limiter: { path: /\/node_modules\/rate-limiter-flexible\// },
  telemetry: { content: /PeriodicExportingMetricReader: / },
};

function start(settings: Record<string, string> = {}): Promise<Production> {
  return startProduction({ settings: { NODE_OPTIONS: `--import ${PRELOAD}`, ...settings } });
}

/** Lists the heavy modules that the server has loaded so far. */
async function findLoaded(server: Production): Promise<string[]> {
  const already = server.output().length;
  server.signal("SIGUSR2");
  const line = await eventually(() => {
    const found = /^modules (\[.*\])\n/m.exec(server.output().slice(already))?.[1];
    expect(found).toBeDefined();
    return found ?? "";
  });
  const files: string[] = JSON.parse(line);
  const ours = files.filter((file) => file.includes("/.next/"));
  const contents = ours.map((file) => readFileSync(file, "utf8"));
  // Otherwise the report would be of something else than the handler.
  expect(contents.some((text) => text.includes("chat.completion.chunk"))).toBe(true);
  return Object.entries(HEAVY)
    .filter(([, { path, content }]) =>
      path ? files.some((file) => path.test(file)) : contents.some((text) => content?.test(text)),
    )
    .map(([name]) => name);
}

describe("lazily loaded modules", () => {
  it("loads heavy modules with the first request that needs them", async () => {
    await using server = await start();
    const { completions } = server.client.chat;
    for await (const _ of await completions.create({ ...ASK, stream: true }));
    expect(await findLoaded(server)).toEqual([]);

    const schema = {
      type: "object",
      properties: { a: { type: "string", pattern: "^模拟" } },
      required: ["a"],
    };
    const response_format = { type: "json_schema" as const, json_schema: { name: "x", schema } };
    await completions.create({ ...ASK, response_format });
    expect(await findLoaded(server)).toEqual(["ajv", "re2js"]);

    const red = { width: 100, height: 100, channels: 3 as const, background: "#ff0000" };
    const png = await sharp({ create: red }).png().toBuffer();
    const url = `data:image/png;base64,${png.toString("base64")}`;
    const content = [{ type: "image_url" as const, image_url: { url } }];
    await completions.create({ model: "vision", messages: [{ role: "user", content }] });
    expect(await findLoaded(server)).toEqual(["sharp", "ajv", "re2js"]);
  });

  it("loads Redis, rate limiter and telemetry when the settings enable them", async () => {
    await using server = await start({
      METRICS_TOKEN: "token-of-the-scraper",
      RATE_LIMIT: "1000/min",
      REDIS_URL: "redis://127.0.0.1:1",
    });
    await server.client.chat.completions.create(ASK);
    expect(await findLoaded(server)).toEqual(["redis", "limiter", "telemetry"]);
  });
});
