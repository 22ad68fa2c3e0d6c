import { deflateRawSync } from "node:zlib";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decodeShare, encodeShare, type Share } from "../../../../lib/playground/share/share";

const pack = (value: unknown): string =>
  `#s=${deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;

const question: Share = {
  model: "4.0Ultra",
  parameters: {
    system: "你是诗人",
    temperature: 0.5,
    stop: ["。"],
    web_search: true,
    detail: "low",
  },
  text: "写一首关于“春天”的诗 🌸",
  imageUrls: ["https://example.com/a.png?x=1&y=2"],
};

describe("a link to share", () => {
  it("carries a question there and back", async () => {
    const fragment = await encodeShare(question);
    expect(fragment).toMatch(/^#s=[\w-]+$/);
    expect(await decodeShare(fragment)).toEqual(question);
  });

  it("opens links that were shared when images were called pictures", async () => {
    const { imageUrls, ...rest } = question;
    expect(await decodeShare(pack({ ...rest, pictureUrls: imageUrls }))).toEqual(question);
  });

  it("carries any text", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const share = { ...question, text: any };
        expect(await decodeShare(await encodeShare(share))).toEqual(share);
      }),
      { numRuns: 50 },
    );
  });

  it("carries no data of images, no passwords, and nothing that is no parameter", async () => {
    const parameters = { temperature: 1, apiKey: "secret", credentials: { APISecret: "secret" } };
    const fragment = await encodeShare({
      ...question,
      parameters,
      imageUrls: ["data:image/png;base64,AAAA", "blob:x", "https://me:secret@example.com/a.png"],
    });
    expect(await decodeShare(fragment)).toEqual({
      ...question,
      parameters: { temperature: 1 },
      imageUrls: [],
    });
  });

  it.each([0, 1.5, 129, 200_000, 1e10])("asks for no %s answers", async (n) => {
    expect((await decodeShare(pack({ ...question, parameters: { n } })))?.parameters).toEqual({});
  });

  it("is short", async () => {
    const fragment = await encodeShare({ ...question, text: "请翻译成英文。".repeat(200) });
    expect(fragment.length).toBeLessThan(500);
  });

  it.each([
    ["nothing", ""],
    ["another fragment", "#conversation"],
    ["no base64", "#s=%%%"],
    ["nothing packed", "#s="],
    ["what is not packed", `#s=${btoa("hello")}`],
    ["what is not JSON", pack("{")],
    ["bytes that are no text", pack("\u0000")],
    ["another kind of value", pack([])],
    ["null", pack(null)],
    ["no model", pack({ ...question, model: undefined })],
    ["a model that is no name", pack({ ...question, model: "<script>" })],
    ["no text", pack({ ...question, text: 1 })],
    ["images that are no list", pack({ ...question, imageUrls: "https://example.com" })],
    ["more than fits", pack({ ...question, text: "x".repeat(300_000) })],
  ])("is not read from %s", async (_, fragment) => {
    expect(await decodeShare(fragment)).toBeNull();
  });

  it("drops what is wrong in it and keeps the rest", async () => {
    const hostile = {
      ...question,
      parameters: {
        temperature: "1",
        n: Number.NaN,
        stop: [1],
        system: "x",
        constructor: "y",
        __proto__: {},
      },
      imageUrls: [
        "javascript:alert(1)",
        1,
        null,
        ...Array.from({ length: 20 }, () => "https://example.com/"),
      ],
      extra: true,
    };
    const share = await decodeShare(pack(hostile));
    expect(share?.parameters).toEqual({ system: "x" });
    expect(share?.imageUrls).toEqual(Array.from({ length: 8 }, () => "https://example.com/"));
    expect(Object.keys(share ?? {}).toSorted()).toEqual([
      "imageUrls",
      "model",
      "parameters",
      "text",
    ]);
  });

  it("is null or a question, whatever somebody puts into it", async () => {
    const fragment = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.base64String({ maxLength: 200 }).map((text) => `#s=${text}`),
      fc.json().map(pack),
      fc
        .record({
          model: fc.anything(),
          text: fc.anything(),
          imageUrls: fc.anything(),
          parameters: fc.anything(),
        })
        .map((value) => pack(fc.stringify(value))),
      fc
        .tuple(fc.constant(pack(question)), fc.nat(100), fc.string({ maxLength: 3 }))
        .map(([good, at, bad]) => good.slice(0, at) + bad + good.slice(at)),
    );
    await fc.assert(
      fc.asyncProperty(fragment, async (text) => {
        const share = await decodeShare(text);
        if (share === null) return;
        expect(typeof share.text).toBe("string");
        expect(share.model).toMatch(/^[\w.:/-]+$/);
        for (const url of share.imageUrls) expect(url).toMatch(/^https?:/i);
      }),
    );
  });
});
