import { createClient } from "@redis/client";
import { expect } from "vitest";

import { startRedis } from "../integration/setup/redis";
import { startCollector } from "./collector";
import type { Production } from "./production";
import { RED_IMAGE, showRedImage } from "./red-image";

const DATED = {
  model: "4.0Ultra",
  messages: [{ role: "user" as const, content: "什么日子？" }],
  response_format: {
    type: "json_schema" as const,
    json_schema: {
      name: "day",
      schema: {
        type: "object",
        required: ["day"],
        properties: { day: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" } },
      },
    },
  },
};

/** Settings under which every lazily loaded package is used. */
export async function openSurroundings() {
  const redis = await startRedis();
  const collector = await startCollector();
  return {
    settings: {
      REDIS_URL: redis.url,
      RATE_LIMIT: "100/min",
      TOKEN_BUDGET: "1000000/day",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "50",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
    },
    collector,
    /** Returns the keys of the limits' counters. */
    readKeys: async (): Promise<string[]> => {
      const client = createClient({ url: redis.url });
      await client.connect();
      const keys = await client.keys("spark-gateway:*");
      client.destroy();
      return keys;
    },
    [Symbol.asyncDispose]: async () => {
      await collector[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}

type Surroundings = Awaited<ReturnType<typeof openSurroundings>>;

/** Uses each of them once: the limiter and Redis, the validator, the image decoder, telemetry. */
export async function expectAllAtHand(
  { client, simulator, output }: Production,
  { collector, readKeys }: Surroundings,
): Promise<void> {
  simulator.play(async (stage) => {
    await stage.frame({ text: '{"day":"someday"}', status: 2 });
    stage.close();
  });
  simulator.play(async (stage) => {
    await stage.frame({ text: '{"day":"2026-11-24"}', status: 2 });
    stage.close();
  });
  const { data, response } = await client.chat.completions.create(DATED).withResponse();
  // The first answer did not match the pattern, so the validator must have run.
  expect(data.choices[0]?.message.content).toBe('{"day":"2026-11-24"}');
  expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("99");

  const image = await client.chat.completions.create({
    model: "vision",
    messages: [await showRedImage()],
  });
  expect(image.choices[0]?.message.content).toMatch(RED_IMAGE);

  const names = (await readKeys()).map((key) => key.split(":").slice(0, 3).join(":"));
  expect(names).toEqual(
    expect.arrayContaining(["spark-gateway:requests:60", "spark-gateway:tokens:86400"]),
  );
  expect(output()).not.toMatch(
    /redis_unavailable|"level":"(?:warn|error)"|Cannot find|MODULE_NOT_FOUND/,
  );
  await collector.until("/v1/traces", (text) => text.includes('"chat 4.0Ultra"'));
  await collector.until("/v1/metrics", (text) => text.includes("gen_ai.client.token.usage"));
}
