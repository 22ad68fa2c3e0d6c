import { crc32 } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, joinText } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

type Turn = { readonly role: string; readonly content: string; readonly content_type?: string };

const question: Turn = { role: "user", content: "图里有什么？" };

function show(text: readonly Turn[], chat: object = {}) {
  return ask({
    url: simulator.url,
    path: "/v2.1/image",
    chat: { domain: "general", ...chat },
    payload: { message: { text } },
  });
}

async function judge(text: readonly Turn[], chat: object = {}) {
  const { frames } = await show(text, chat);
  return frames[0]?.header.code;
}

function image(content: string): Turn {
  return { role: "user", content, content_type: "image" };
}

async function draw(width: number, height: number, format: "png" | "jpeg" | "webp" = "png") {
  const blank = sharp({ create: { width, height, channels: 3, background: "white" } });
  return (await blank.toFormat(format).toBuffer()).toString("base64");
}

describe("accepted vision requests", () => {
  test.each(["png", "jpeg"] as const)("accepts a %s and describes what it saw", async (format) => {
    const content = await draw(120, 80, format);
    const { frames } = await show([image(content), question]);
    const bytes = Buffer.from(content, "base64").byteLength;
    expect(joinText(frames)).toContain(`${format}，120×80 像素，${bytes} 字节`);
    const usage = frames.at(-1)?.payload?.usage?.text;
    expect(usage?.prompt_tokens).toBe(273 + (usage?.question_tokens ?? 0));
  });

  test("marks its texts as text, as the image page documents", async () => {
    const { frames } = await show([image(await draw(60, 60)), question]);
    expect(frames[0]?.payload?.choices?.text[0]).toMatchObject({
      content_type: "text",
      content_meta: { url: false },
    });
  });

  test("accepts a conversation about an image, with or without content_type", async () => {
    const turns: Turn[] = [
      { ...question, content_type: "text" },
      { role: "assistant", content: "一只猫" },
      question,
    ];
    expect(await judge([image(await draw(60, 60)), ...turns])).toBe(0);
  });

  test("accepts imagev3 and the ranges of the image page", async () => {
    const chat = { domain: "imagev3", temperature: 1, top_k: 1, max_tokens: 8192 };
    expect(await judge([image(await draw(60, 60)), question], chat)).toBe(0);
  });
});

describe("rejected vision requests", () => {
  test("rejects turns in the wrong order with 10003", async () => {
    const shown = image(await draw(60, 60));
    expect(await judge([question])).toBe(10003);
    expect(await judge([shown])).toBe(10003);
    expect(await judge([question, shown])).toBe(10003);
    expect(await judge([shown, shown, question])).toBe(10003);
    expect(await judge([{ ...shown, role: "assistant" }, question])).toBe(10003);
    expect(await judge([shown, question, question])).toBe(10003);
    expect(await judge([shown, question, { role: "assistant", content: "猫" }])).toBe(10003);
    expect(await judge([shown, question, { role: "assistant", content: "猫" }, shown])).toBe(10003);
  });

  test("rejects system turns, parameters and domains of other endpoints", async () => {
    const shown = image(await draw(60, 60));
    expect(await judge([shown, { role: "system", content: "a" }, question])).toBe(10004);
    expect(await judge([shown, question], { max_tokens: 8193 })).toBe(10004);
    expect(await judge([shown, question], { tools: [] })).toBe(10004);
    expect(await judge([shown, question], { domain: "generalv3.5" })).toBe(10003);
  });

  test("rejects anything but the raw base64 of a JPEG or PNG with 10003", async () => {
    const png = await draw(60, 60);
    expect(await judge([image(`data:image/png;base64,${png}`), question])).toBe(10003);
    expect(await judge([image("你好"), question])).toBe(10003);
    expect(await judge([image(Buffer.from("not an image").toString("base64")), question])).toBe(
      10003,
    );
    expect(await judge([image(await draw(60, 60, "webp")), question])).toBe(10003);
  });

  test("rejects an image over 4 MB with 10003", async () => {
    const png = Buffer.from(await draw(60, 60), "base64");
    const padded = Buffer.concat([png, Buffer.alloc(4 * 1024 * 1024)]).toString("base64");
    expect(await judge([image(padded), question])).toBe(10003);
  });

  test("rejects an image with a side over 12,800 pixels with 10029", async () => {
    expect(await judge([image(await draw(12_801, 1)), question])).toBe(10029);
    expect(await judge([image(await draw(12_800, 1)), question])).toBe(0);
  });

  test("rejects an image with too few or too many pixels with 10041", async () => {
    expect(await judge([image(await draw(50, 50)), question])).toBe(10041);
    expect(await judge([image(await draw(50, 51)), question])).toBe(0);
    expect(await judge([image(claimSize(await draw(60, 60), 6000)), question])).toBe(10041);
    expect(await judge([image(claimSize(await draw(60, 60), 5999)), question])).toBe(0);
  });
});

/** Writes a square size into the PNG's header, which is quicker than drawing 36 million pixels. */
function claimSize(base64: string, side: number): string {
  const png = Buffer.from(base64, "base64");
  png.writeUInt32BE(side, 16);
  png.writeUInt32BE(side, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png.toString("base64");
}
