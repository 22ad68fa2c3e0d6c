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

describe("share links", () => {
  it("decodes an encoded share link to the same question", async () => {
    const fragment = await encodeShare(question);
    expect(fragment).toMatch(/^#s=[\w-]+$/);
    expect(await decodeShare(fragment)).toEqual(question);
  });

  it("reads images from legacy share links that use pictureUrls", async () => {
    const { imageUrls, ...rest } = question;
    expect(await decodeShare(pack({ ...rest, pictureUrls: imageUrls }))).toEqual(question);
  });

  it("preserves any text through a share link", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const share = { ...question, text: any };
        expect(await decodeShare(await encodeShare(share))).toEqual(share);
      }),
      { numRuns: 50 },
    );
  });

  it("omits image data, passwords and unknown parameters from a share link", async () => {
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

  it.each([0, 1.5, 129, 200_000, 1e10])("ignores the answer count %s in share links", async (n) => {
    expect((await decodeShare(pack({ ...question, parameters: { n } })))?.parameters).toEqual({});
  });

  it("keeps a share link for repetitive text under 500 characters", async () => {
    const fragment = await encodeShare({ ...question, text: "请翻译成英文。".repeat(200) });
    expect(fragment.length).toBeLessThan(500);
  });

  it.each([
    ["an empty fragment", ""],
    ["an unrelated fragment", "#conversation"],
    ["invalid base64", "#s=%%%"],
    ["an empty payload", "#s="],
    ["an uncompressed payload", `#s=${btoa("hello")}`],
    ["a payload that is not JSON", pack("{")],
    ["a payload of a NUL character", pack("\u0000")],
    ["a JSON array", pack([])],
    ["a JSON null", pack(null)],
    ["a question without a model", pack({ ...question, model: undefined })],
    ["a question with an invalid model name", pack({ ...question, model: "<script>" })],
    ["a question whose text is a number", pack({ ...question, text: 1 })],
    [
      "a question whose images are not a list",
      pack({ ...question, imageUrls: "https://example.com" }),
    ],
    ["a question over the size limit", pack({ ...question, text: "x".repeat(300_000) })],
  ])("rejects %s as a share link", async (_, fragment) => {
    expect(await decodeShare(fragment)).toBeNull();
  });

  it("drops invalid fields from a share link and keeps the rest", async () => {
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

  it("decodes any fragment into null or a valid question", async () => {
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
