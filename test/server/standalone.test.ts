import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hasRedis } from "../integration/setup/redis";
import { expectAllAtHand, openSurroundings } from "./at-need";
import { heldStream } from "./held-stream";
import { RED_IMAGE, showRedImage } from "./red-image";
import { copyImage, findPort, startImage } from "./standalone";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
let image: Awaited<ReturnType<typeof copyImage>>;

beforeAll(async () => {
  image = await copyImage();
});
afterAll(() => image[Symbol.asyncDispose]());

describe("server in the Docker image", () => {
  it("serves health, metrics, the page with its styles and vision requests", async () => {
    const settings = { METRICS_TOKEN: "to-look-inside" };
    await using server = await startImage(image, { port: await findPort(), settings });
    const health = await fetch(`${server.url}/healthz`);
    expect(await health.json()).toEqual({ status: "ok" });

    const metrics = await fetch(`${server.url}/metrics`, {
      headers: { authorization: "Bearer to-look-inside" },
    });
    expect(metrics.status).toBe(200);
    const page = await fetch(server.url);
    const style = /\/_next\/static\/[^"]+\.css/.exec(await page.text())?.[0] ?? "";
    const styles = await fetch(new URL(style, server.url));
    expect([styles.status, styles.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/css"),
    ]);
    const models = await fetch(`${server.url}/v1/models`);
    for (const { headers } of [page, styles, models]) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }

    const completion = await server.client.chat.completions.create({
      model: "vision",
      messages: [await showRedImage()],
    });
    expect(completion.choices[0]?.message.content).toMatch(RED_IMAGE);
  });

  it.skipIf(!hasRedis)("contains every lazily loaded module", async () => {
    await using surroundings = await openSurroundings();
    const { settings } = surroundings;
    await using server = await startImage(image, { port: await findPort(), settings });
    await expectAllAtHand(server, surroundings);
  });

  it("lets a running stream finish after SIGTERM and exits with 0", async () => {
    await using server = await startImage(image, { port: await findPort() });
    const { script, goOn } = heldStream();
    server.simulator.play(script);
    const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
    let text = "";
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (text !== "first") continue;
      server.signal("SIGTERM");
      goOn();
    }
    expect(text).toBe("firstlast");
    expect(await server.exited).toBe(0);
    expect(server.output()).not.toContain('"level":"error"');
  });
});
