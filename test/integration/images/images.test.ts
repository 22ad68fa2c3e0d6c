import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { drawPicture } from "../../simulator/tti/picture";
import { startGateway } from "../setup/gateway";
import { drawWith, look, SMALL, TRIPLE } from "./asking";

const CAT = { model: "spark-image", prompt: "一只橘猫 <cat> & “tea”" };

describe("OpenAI client: images.generate", () => {
  it("returns the PNG from Spark byte for byte", async () => {
    await using gateway = await startGateway();
    const list = await gateway.client.images.generate({ ...CAT, size: "512x512" });
    const expected = await drawPicture({ prompt: CAT.prompt, width: 512, height: 512 });
    expect(list).toMatchObject({
      created: expect.any(Number),
      data: [{ b64_json: expected }],
      output_format: "png",
      size: "512x512",
    });
    expect(await look(list.data?.[0]?.b64_json)).toEqual({ format: "png", size: "512x512" });
  });

  it("generates several images in parallel, with a separate request for each", async () => {
    await using gateway = await startGateway();
    const { data } = await gateway.client.images.generate({ ...CAT, size: "512x512", n: 3 });
    expect(data).toHaveLength(3);
    expect(gateway.simulator.connections).toHaveLength(3);
    expect(gateway.log.at(-1)).toMatchObject({ images: 3, model: "spark-image", app: "APP_ID" });
  });

  it.each([
    ["jpeg", undefined],
    ["jpeg", 10],
    ["webp", 50],
    ["webp", 0],
    ["png", undefined],
  ] as const)("returns %s with compression %s, as base64 and as url", async (format, quality) => {
    await using gateway = await startGateway();
    const shared = {
      ...CAT,
      size: "512x512",
      output_format: format,
      ...(quality !== undefined && { output_compression: quality }),
    } as const;
    const { data } = await gateway.client.images.generate(shared);
    expect(await look(data?.[0]?.b64_json)).toEqual({ format, size: "512x512" });
    const asUrl = await gateway.client.images.generate({ ...shared, response_format: "url" });
    const url = asUrl.data?.[0]?.url ?? "";
    expect(url.startsWith(`data:image/${format};base64,`)).toBe(true);
    expect(url.split(",")[1]).toBe(data?.[0]?.b64_json);
    expect(asUrl.data?.[0]).not.toHaveProperty("b64_json");
  });

  it("produces a smaller file at a lower quality", async () => {
    await using gateway = await startGateway();
    const draw = async (quality: number): Promise<number> => {
      const { data } = await gateway.client.images.generate({
        ...CAT,
        size: "512x512",
        output_format: "jpeg",
        output_compression: quality,
      });
      return data?.[0]?.b64_json?.length ?? 0;
    };
    expect(await draw(20)).toBeLessThan(await draw(100));
  });
});

describe("POST /v1/images/generations: the request to Spark", () => {
  it("sends the prompt, the size, and a hashed user", async () => {
    await using gateway = await startGateway();
    await drawWith(gateway, { ...CAT, size: "1280x720", user: "someone" });
    const [connection] = gateway.simulator.connections;
    expect(connection?.path).toBe("/v2.1/tti");
    expect(await connection?.request).toEqual({
      header: { app_id: DEMO_APP.appId, uid: expect.stringMatching(/^[\da-f]{32}$/) },
      parameter: { chat: { domain: "general", width: 1280, height: 720 } },
      payload: { message: { text: [{ role: "user", content: CAT.prompt }] } },
    });
  });

  it.each([
    [undefined, "1024x1024", null],
    ["auto", "1024x1024", null],
    ["1024x1024", "1024x1024", null],
    ["640x360", "640x360", null],
    ["1792x1024", "1280x720", "size=1280x720"],
    ["1024x1792", "720x1280", "size=720x1280"],
    ["256x256", "512x512", "size=512x512"],
    ["2048x2048", "1024x1024", "size=1024x1024"],
    ["700x700", "640x640", "size=640x640"],
    ["1536x1024", "640x480", "size=640x480"],
    ["1024x1536", "512x680", "size=512x680"],
  ])("maps size %s to %s and reports a change", async (size, drawn, adjusted) => {
    await using gateway = await startGateway();
    const response = await drawWith(gateway, { ...CAT, size });
    const { data, size: told } = await response.json();
    expect(told).toBe(drawn);
    expect((await look(data[0].b64_json)).size).toBe(drawn);
    expect(response.headers.get("x-spark-adjusted")).toBe(adjusted);
  });

  it("uses spark-image by default and under its aliases", async () => {
    await using gateway = await startGateway({
      settings: { MODEL_ALIASES: '{"gpt-image-1":"spark-image"}' },
    });
    for (const model of [undefined, "dall-e-3", "GPT-Image-1"]) {
      expect((await drawWith(gateway, { model, prompt: "a" })).status).toBe(200);
    }
  });

  it("reports fields without effect", async () => {
    await using gateway = await startGateway();
    const response = await drawWith(gateway, {
      ...CAT,
      quality: "high",
      style: "vivid",
      background: "transparent",
      moderation: "low",
      seed: 5,
      output_compression: 50,
      stream: false,
      partial_images: 0,
      n: null,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe(
      "seed, output_compression, quality, style, background, moderation",
    );
  });

  it("uses the caller's own app and repairs a lone surrogate", async () => {
    await using gateway = await startGateway({
      settings: { APP_ID: "", API_SECRET: "", API_KEY: "" },
    });
    const headers = { authorization: `Bearer ${TRIPLE}` };
    const body = `{"prompt":"a\\ud83d","size":"${SMALL.size}"}`;
    expect((await drawWith(gateway, body, { headers })).status).toBe(200);
    expect(JSON.stringify(await gateway.simulator.connections[0]?.request)).toContain("a\uFFFD");
  });

  it("lists the image model with its route and sizes", async () => {
    await using gateway = await startGateway();
    const model = await (await gateway.fetch("/v1/models/spark-image")).json();
    expect(model).toMatchObject({
      routes: ["/v1/images/generations"],
      sizes: expect.arrayContaining(["512x512", "1280x720"]),
    });
    expect(model).not.toHaveProperty("context_length");
  });
});
