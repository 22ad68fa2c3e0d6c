import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { normaliseImage } from "@/lib/gateway/image/normalise";

import { colourAt, halves, noise } from "../../../images";

const signal = new AbortController().signal;
const MEGABYTE = 1024 * 1024;

async function normalise(bytes: Buffer, isLowDetail = false) {
  const image = await normaliseImage(bytes, isLowDetail, { signal });
  const { format, width, height } = await sharp(image).metadata();
  expect(image.length).toBeLessThanOrEqual(4 * MEGABYTE);
  expect(width * height).toBeGreaterThan(2500);
  expect(width * height).toBeLessThan(36_000_000);
  expect(Math.max(width, height)).toBeLessThanOrEqual(12_800);
  return { image, format, width, height };
}

describe("normaliseImage: accepted images", () => {
  it("returns an image that Spark accepts byte for byte", async () => {
    for (const bytes of [
      await halves(300, 200).jpeg().toBuffer(),
      await halves(300, 200).jpeg({ progressive: true }).toBuffer(),
      await halves(300, 200).png().toBuffer(),
      await halves(300, 200).png({ palette: true }).toBuffer(),
      await halves(300, 200).ensureAlpha(0.5).png().toBuffer(),
      await halves(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    ]) {
      expect((await normalise(bytes)).image).toBe(bytes);
    }
  });
});

describe("normaliseImage: other formats", () => {
  it.each(["webp", "gif", "tiff", "avif"] as const)(
    "converts %s to a JPEG of the same size and colours",
    async (format) => {
      const { image, ...facts } = await normalise(
        await halves(300, 200).toFormat(format).toBuffer(),
      );
      expect(facts).toEqual({ format: "jpeg", width: 300, height: 200 });
      expect(await colourAt(image, 0.1, 0.5)).toBe("red");
      expect(await colourAt(image, 0.9, 0.5)).toBe("blue");
    },
  );

  it.each([
    [1, 300, 200, [0.1, 0.5]],
    [2, 300, 200, [0.9, 0.5]],
    [3, 300, 200, [0.9, 0.5]],
    [4, 300, 200, [0.1, 0.5]],
    [5, 200, 300, [0.5, 0.1]],
    [6, 200, 300, [0.5, 0.1]],
    [7, 200, 300, [0.5, 0.9]],
    [8, 200, 300, [0.5, 0.9]],
  ] as const)(
    "turns an image with EXIF orientation %d upright",
    async (orientation, width, height, red) => {
      const bytes = await halves(300, 200).withMetadata({ orientation }).webp().toBuffer();
      const { image, ...facts } = await normalise(bytes);
      expect(facts).toEqual({ format: "jpeg", width, height });
      expect(await colourAt(image, red[0], red[1])).toBe("red");
      expect(await colourAt(image, 1 - red[0], 1 - red[1])).toBe("blue");
    },
  );

  it("converts the first frame of an animation", async () => {
    const frames = await Promise.all(
      ["#ff0000", "#0000ff"].map((background) =>
        sharp({ create: { width: 80, height: 80, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    for (const format of ["gif", "webp"] as const) {
      const moving = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      const { image, height } = await normalise(moving);
      expect(height).toBe(80);
      expect(await colourAt(image, 0.5, 0.5)).toBe("red");
    }
  });

  it("puts a transparent image on white", async () => {
    const clear = {
      width: 80,
      height: 80,
      channels: 4 as const,
      background: { r: 255, g: 0, b: 0, alpha: 0 },
    };
    const { image } = await normalise(await sharp({ create: clear }).webp().toBuffer());
    expect(await colourAt(image, 0.5, 0.5)).toBe("white");
  });
});

describe("normaliseImage: size limits", () => {
  it.each([
    [1, 1],
    [50, 50],
    [1, 100],
    [3, 40],
    [13_000, 30],
    [20_000, 2],
    [6000, 6000],
    [12_801, 300],
  ])("scales %d×%d into Spark's limits in its proportions", async (width, height) => {
    const facts = await normalise(
      await halves(width, height).png({ compressionLevel: 1 }).toBuffer(),
    );
    expect(facts.format).toBe("jpeg");
    const ratio = facts.width / facts.height / (width / height);
    // A thin image has few pixels across, so rounding matters.
    const coarse = 1 + 2 / Math.min(facts.width, facts.height);
    expect(ratio).toBeLessThanOrEqual(coarse);
    expect(ratio).toBeGreaterThanOrEqual(1 / coarse);
  });

  it("shrinks an image over 4 MB no further than necessary", async () => {
    const bytes = await noise(1600).png({ compressionLevel: 1 }).toBuffer();
    expect(bytes.length).toBeGreaterThan(4 * MEGABYTE);
    const { image, format } = await normalise(bytes);
    expect(format).toBe("jpeg");
    expect(image.length).toBeGreaterThan(MEGABYTE);
  });

  it("shrinks a low-detail image to 512 pixels and never enlarges one", async () => {
    const facts = await normalise(await halves(1024, 400).png().toBuffer(), true);
    expect([facts.width, facts.height]).toEqual([512, 200]);
    const small = await halves(300, 200).jpeg().toBuffer();
    expect((await normalise(small, true)).image).toBe(small);
  });
});

describe("normaliseImage: client disconnects", () => {
  it("stops the conversion at its next step when the client disconnects", async () => {
    const abort = new AbortController();
    const bytes = await noise(1500).png().toBuffer();
    const converting = normaliseImage(bytes, false, abort);
    abort.abort(new Error("left"));
    await expect(converting).rejects.toThrow("left");
  });
});
