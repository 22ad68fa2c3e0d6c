import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findImageUrl, readImageUrl } from "@/lib/playground/composer/image-url";
import { fitWithin } from "@/lib/playground/composer/image-size";
import { findImageType } from "@/lib/playground/composer/image-type";
import { toDataUrl } from "@/lib/playground/composer/data-url";

describe("an address", () => {
  it.each([
    "https://example.com/a/cat.jpg",
    "http://example.com/cat.PNG?size=2#x",
    " https://example.com/%E7%8C%AB.webp\n",
  ])("of an image alone is taken for one: %j", (text) => {
    expect(findImageUrl(text)).toBe(text.trim());
  });

  it.each([
    "look: https://example.com/cat.jpg",
    "https://example.com/cat.html",
    "https://user:secret@example.com/cat.jpg",
    "file:///cat.jpg",
    "javascript:alert(1)//.jpg",
    "cat.jpg",
    "",
  ])("is not: %j", (text) => {
    expect(findImageUrl(text)).toBeUndefined();
  });

  it("needs no ending where it was given as one", () => {
    expect(readImageUrl("https://example.com/image?id=1")).toBe("https://example.com/image?id=1");
  });
});

describe("the type of an image", () => {
  it.each([
    ["jpeg", "\xff\xd8\xff\xe0"],
    ["png", "\x89PNG\r\n\x1a\n"],
    ["gif", "GIF89a"],
    ["webp", "RIFF\x01\x02\x03\x04WEBPVP8 "],
    ["avif", "\0\0\0\x1cftypavif"],
    ["heic", "\0\0\0\x18ftypheic"],
    ["heic", "\0\0\0\x18ftypmif1"],
    ["svg", '<?xml version="1.0"?>\n<svg xmlns="x">'],
    ["svg", "<svg>"],
    [undefined, "<html><svg>"],
    [undefined, "%PDF-1.7"],
    [undefined, ""],
  ])("is %s by its first bytes", (type, head) => {
    expect(findImageType(Uint8Array.from(head, (character) => character.charCodeAt(0)))).toBe(type);
  });
});

describe("a size", () => {
  it("fits, keeps its shape, is never larger and never nothing", () => {
    const side = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(side, side, side, (width, height, edge) => {
        const fitted = fitWithin({ width, height }, edge);
        expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(
          Math.min(edge, Math.max(width, height)),
        );
        expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

it("writes any bytes as a data URL", async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const url = await toDataUrl(new Blob([bytes], { type: "image/png" }));
  const [head, data = ""] = url.split(",");
  expect(head).toBe("data:image/png;base64");
  expect(Buffer.from(data, "base64").equals(bytes)).toBe(true);
});
