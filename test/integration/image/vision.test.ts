import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { collect } from "../../collect";
import { SEED_IMAGE_REQUEST } from "../../fixtures/seeds";
import { colourAt, halves } from "../../images";
import { answer } from "../../simulator/scripts";
import { startWeb } from "../../unit/gateway/image/web";
import { type Gateway, startGateway } from "../setup/gateway";
import { ask, GREEN, image, RED, say, show, toDataUrl } from "./images";
import { readStream } from "../setup/sse";

/** Returns the turns that reached Spark, with the image decoded again. */
async function readTurns(gateway: Gateway) {
  const connection = gateway.simulator.connections.at(-1);
  const { payload } = JSON.parse(JSON.stringify(await connection?.request));
  const [first, ...rest] = payload.message.text;
  expect(first).toMatchObject({ role: "user", content_type: "image" });
  return { path: connection?.path, bytes: Buffer.from(first.content, "base64"), rest };
}

describe("vision requests", () => {
  it("sends the image to Spark first and byte for byte, whatever its position", async () => {
    await using gateway = await startGateway();
    const data = toDataUrl(RED);
    for (const parts of [
      [show(data), say("什么颜色？")],
      [say("什么颜色？"), show(data)],
    ]) {
      const completion = await gateway.client.chat.completions.create(ask(...parts));
      expect(completion).toMatchObject({ version: "v2.1", domain: "general", model: "vision" });
      const { path, bytes, rest } = await readTurns(gateway);
      expect(path).toBe("/v2.1/image");
      expect(bytes.equals(RED)).toBe(true);
      expect(rest).toEqual([{ role: "user", content: "什么颜色？" }]);
      // The simulator describes exactly the image that arrived.
      expect(completion.choices[0]?.message.content).toMatch(/png.*120.*80/is);
      expect(completion.choices[0]?.message.content).toContain(String(RED.length));
    }
  });

  it("streams n choices up to a stop sequence from the advanced vision model", async () => {
    await using gateway = await startGateway();
    const chunks = await collect(
      await gateway.client.chat.completions.create({
        ...ask(show(toDataUrl(GREEN)), say("什么颜色？")),
        model: "imagev3",
        n: 2,
        stop: ["模拟器"],
        stream: true,
      }),
    );
    const finals = chunks
      .flatMap(({ choices }) => choices)
      .filter((choice) => choice.finish_reason);
    expect(finals.map(({ finish_reason: reason }) => reason)).toEqual(["stop", "stop"]);
    expect(gateway.simulator.connections).toHaveLength(2);
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("");
    expect(text).not.toContain("模拟器");
  });

  it("sends the newest image only and lists the earlier ones as ignored", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({
      model: "vision",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [say("看"), show(toDataUrl(RED))] },
        { role: "assistant", content: "红" },
        { role: "user", content: [show(toDataUrl(GREEN))] },
        { role: "assistant", content: "绿" },
        { role: "user", content: "确定吗？" },
      ],
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe("messages[1].content[1].image_url");
    expect(response.headers.get("x-spark-adjusted")).toBe(
      `messages[3].content=${encodeURIComponent("请描述这张图片。")}`,
    );
    const { bytes, rest } = await readTurns(gateway);
    expect(bytes.equals(GREEN)).toBe(true);
    expect(rest.map(({ content }: { content: string }) => content)).toEqual([
      "Be brief.\n\n看",
      "红",
      "请描述这张图片。",
      "绿",
      "确定吗？",
    ]);
  });

  it("accepts an image in a message before its question", async () => {
    await using gateway = await startGateway();
    const messages = [
      { role: "user", content: [show(` ${toDataUrl(RED).replaceAll("+", "%2B")}`)] },
      { role: "user", content: "什么颜色？" },
    ];
    const response = await gateway.post({ model: "vision", messages });
    expect(response.headers.get("x-spark-adjusted")).toBeNull();
    const { bytes, rest } = await readTurns(gateway);
    expect(bytes.equals(RED)).toBe(true);
    expect(rest).toEqual([{ role: "user", content: "什么颜色？" }]);
  });

  it("fetches an image from an allowed host, converts it and shrinks it for detail: low", async () => {
    const webp = await image(2000, 1000).webp().toBuffer();
    await using web = await startWeb((_, response) => void response.end(webp));
    await using gateway = await startGateway({
      settings: { IMAGE_ALLOWED_HOSTS: `localhost:${web.port}` },
    });
    const url = `http://localhost:${web.port}/image?format=jpg&name=medium`;
    await gateway.client.chat.completions.create(ask(show(url, "low"), say("？")));
    const { bytes } = await readTurns(gateway);
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: "jpeg",
      width: 512,
      height: 256,
    });
    expect(web.visits).toEqual(["/image?format=jpg&name=medium"]);
  });

  it("answers the seed document's image request as printed", async () => {
    const asked: string[] = [];
    await using gateway = await startGateway({
      deps: {
        loadImage: async ({ url }) => {
          asked.push(url);
          return RED.toString("base64");
        },
      },
    });
    const { headers, body } = SEED_IMAGE_REQUEST;
    const response = await gateway.post(body, { headers });
    expect(await response.json()).toMatchObject({
      choices: [{ index: 0, message: { role: "assistant" }, finish_reason: "stop" }],
      usage: { question_tokens: expect.any(Number), total_tokens: expect.any(Number) },
      domain: "general",
    });
    expect(asked).toEqual(["https://pbs.twimg.com/media/F_c_hrGWcAA3w0p?format=jpg&name=medium"]);
    const { rest } = await readTurns(gateway);
    expect(rest).toEqual([{ role: "user", content: "这张图里的标志是什么?" }]);
  });
});

describe("conversations with many images", () => {
  it("shortens x-spark-ignored and x-spark-adjusted to a size that every client accepts", async () => {
    await using gateway = await startGateway();
    const turn = [
      ...ask(show(toDataUrl(RED))).messages,
      { role: "assistant" as const, content: "a" },
    ];
    const messages = [...Array.from({ length: 200 }, () => turn).flat(), ...turn.slice(0, 1)];
    const response = await gateway.post({ model: "vision", messages });
    expect(response.status).toBe(200);
    for (const name of ["x-spark-ignored", "x-spark-adjusted"]) {
      const told = response.headers.get(name) ?? "";
      expect(told.split(", ")).toHaveLength(33);
      expect(told).toMatch(/, \+\d+ more$/);
      expect(told.length).toBeLessThan(4000);
    }
  });
});

describe("usage of vision answers", () => {
  it("estimates a cut-off answer without counting the image's bytes", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["一只猫 STOP"]));
    const stream = await readStream(
      await gateway.post({
        ...ask(show(toDataUrl(RED)), say("？")),
        stop: "STOP",
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    // 273 for the image, as Spark counts with the basic domain.
    expect(stream.usage.prompt_tokens).toBeGreaterThanOrEqual(273);
    expect(stream.usage.prompt_tokens).toBeLessThan(283);
  });
});

describe("image formats", () => {
  it.each(["jpeg", "png", "webp", "gif", "tiff", "avif"] as const)(
    "sends %s to Spark upright, with its colours in place",
    async (format) => {
      await using gateway = await startGateway();
      for (const orientation of [1, 6]) {
        const bytes = await halves(300, 200)
          .withMetadata({ orientation })
          .toFormat(format)
          .toBuffer();
        await gateway.client.chat.completions.create(ask(show(toDataUrl(bytes)), say("？")));
        const sent = (await readTurns(gateway)).bytes;
        expect(["jpeg", "png"]).toContain((await sharp(sent).metadata()).format);
        const shown = await sharp(sent).autoOrient().png().toBuffer();
        const original = await sharp(bytes).autoOrient().png().toBuffer();
        for (const [x, y] of [
          [0.1, 0.1],
          [0.9, 0.9],
          [0.1, 0.9],
          [0.9, 0.1],
        ] as const) {
          expect(await colourAt(shown, x, y)).toBe(await colourAt(original, x, y));
        }
      }
    },
  );
});
