import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findImageUrl, readImageUrl } from "@/lib/playground/composer/image-url";
import { fitWithin } from "@/lib/playground/composer/image-size";
import { findImageType } from "@/lib/playground/composer/image-type";
import { toDataUrl } from "@/lib/playground/composer/data-url";

describe("image URLs", () => {
  it.each([
    "https://example.com/a/cat.jpg",
    "http://example.com/cat.PNG?size=2#x",
    " https://example.com/%E7%8C%AB.webp\n",
  ])("recognises a lone image URL: %j", (text) => {
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
  ])("finds no lone image URL in %j", (text) => {
    expect(findImageUrl(text)).toBeUndefined();
  });

  it("accepts an explicit image URL without an image extension", () => {
    expect(readImageUrl("https://example.com/image?id=1")).toBe("https://example.com/image?id=1");
  });
});

describe("image types", () => {
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
  ])("detects the image type %s from the first bytes %j", (type, head) => {
    expect(findImageType(Uint8Array.from(head, (character) => character.charCodeAt(0)))).toBe(type);
  });
});

describe("image sizes", () => {
  it("fits an image within the limit without enlarging it or emptying a side", () => {
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

it("encodes a blob of any bytes as a base64 data URL", async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const url = await toDataUrl(new Blob([bytes], { type: "image/png" }));
  const [head, data = ""] = url.split(",");
  expect(head).toBe("data:image/png;base64");
  expect(Buffer.from(data, "base64").equals(bytes)).toBe(true);
});
