import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";

import { findFailure } from "@/lib/errors";
import { normaliseImage } from "@/lib/gateway/image/normalise";

const signal = new AbortController().signal;
const MEGABYTE = 1024 * 1024;

/** Left half red, right half blue: what is up and what is left can be seen. */
function halves(width: number, height: number) {
  const half = {
    create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: "#0000ff" },
  };
  return sharp({ create: { width, height, channels: 3, background: "#ff0000" } }).composite([
    { input: half, left: Math.floor(width / 2), top: 0 },
  ]);
}

/** A picture that no compression makes small. */
function noise(side: number) {
  const gaussian = { type: "gaussian" as const, mean: 128, sigma: 60 };
  return sharp({
    create: { width: side, height: side, channels: 3, background: "#888", noise: gaussian },
  });
}

async function colourAt(bytes: Buffer, x: number, y: number): Promise<"red" | "blue" | "white"> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at =
    (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) *
    info.channels;
  const [red = 0, , blue = 0] = data.subarray(at);
  if (red > 180 && blue > 180) return "white";
  return red > blue ? "red" : "blue";
}

async function normalise(bytes: Buffer, isLowDetail = false) {
  const image = await normaliseImage(bytes, isLowDetail, signal);
  const { format, width, height } = await sharp(image).metadata();
  expect(image.length).toBeLessThanOrEqual(4 * MEGABYTE);
  expect(width * height).toBeGreaterThan(2500);
  expect(width * height).toBeLessThan(36_000_000);
  expect(Math.max(width, height)).toBeLessThanOrEqual(12_800);
  return { image, format, width, height };
}

describe("A picture that Spark takes", () => {
  it("passes byte for byte", async () => {
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

describe("A picture in another format", () => {
  it.each(["webp", "gif", "tiff", "avif"] as const)(
    "%s becomes a JPEG of the same",
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
    "with EXIF orientation %d stands upright",
    async (orientation, width, height, red) => {
      const bytes = await halves(300, 200).withMetadata({ orientation }).webp().toBuffer();
      const { image, ...facts } = await normalise(bytes);
      expect(facts).toEqual({ format: "jpeg", width, height });
      expect(await colourAt(image, red[0], red[1])).toBe("red");
      expect(await colourAt(image, 1 - red[0], 1 - red[1])).toBe("blue");
    },
  );

  it("that moves shows its first frame", async () => {
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

  it("that is transparent stands on white", async () => {
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

describe("A picture outside Spark's bounds", () => {
  it.each([
    [1, 1],
    [50, 50],
    [1, 100],
    [3, 40],
    [13_000, 30],
    [20_000, 2],
    [7000, 7000],
    [6000, 6000],
    [12_801, 5000],
  ])("%d×%d is scaled into them, in its proportions", async (width, height) => {
    const facts = await normalise(
      await halves(width, height).png({ compressionLevel: 1 }).toBuffer(),
    );
    expect(facts.format).toBe("jpeg");
    const ratio = facts.width / facts.height / (width / height);
    // Whole pixels of a thin picture are coarse.
    const coarse = 1 + 2 / Math.min(facts.width, facts.height);
    expect(ratio).toBeLessThanOrEqual(coarse);
    expect(ratio).toBeGreaterThanOrEqual(1 / coarse);
  });

  it("over 4 MB is made smaller, and no smaller than it must be", async () => {
    const bytes = await noise(1600).png({ compressionLevel: 1 }).toBuffer();
    expect(bytes.length).toBeGreaterThan(4 * MEGABYTE);
    const { image, format } = await normalise(bytes);
    expect(format).toBe("jpeg");
    expect(image.length).toBeGreaterThan(MEGABYTE);
  });

  it("of low detail has 512 pixels at its longest side, and is never made larger", async () => {
    const facts = await normalise(await halves(1024, 400).png().toBuffer(), true);
    expect([facts.width, facts.height]).toEqual([512, 200]);
    const small = await halves(300, 200).jpeg().toBuffer();
    expect((await normalise(small, true)).image).toBe(small);
  });
});

describe("What is no picture", () => {
  async function codeOf(bytes: Buffer): Promise<unknown> {
    const failure = await normaliseImage(bytes, false, signal).then(() => undefined, findFailure);
    return failure && "code" in failure ? failure.code : failure;
  }

  it.each([
    ["text", "<html>not found</html>"],
    ["nothing", ""],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect/></svg>'],
    [
      "SVG that loads something",
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ],
    ["PDF", "%PDF-1.7\n1 0 obj\n"],
    ["a gzip", "\u001f\u008b\u0008\u0000"],
  ])("%s is refused", async (_, text) => {
    expect(await codeOf(Buffer.from(text, "latin1"))).toBe("invalid_image");
  });

  it("a decompression bomb is refused before it is decoded", async () => {
    // A PNG header that promises 50,000 × 50,000 pixels; the data behind it does not matter.
    const png = await halves(100, 100).png().toBuffer();
    png.writeUInt32BE(50_000, 16);
    png.writeUInt32BE(50_000, 20);
    const before = process.memoryUsage().rss;
    expect(await codeOf(png)).toBe("invalid_image");
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  });

  describe("but nearly one", () => {
    const whole: Buffer[] = [];
    beforeAll(async () => {
      for (const format of ["jpeg", "png", "webp", "gif", "tiff", "avif"] as const) {
        whole.push(await noise(90).toFormat(format).toBuffer());
      }
    });

    it("is refused when it is cut short", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(3),
          fc.double({ min: 0, max: 0.9, noNaN: true }),
          async (at, part) => {
            const bytes = whole[at] ?? Buffer.alloc(0);
            expect(await codeOf(bytes.subarray(0, Math.floor(bytes.length * part)))).toBe(
              "invalid_image",
            );
          },
        ),
        { numRuns: 200 },
      );
    });

    it("is refused or taken, and nothing else, when its bytes are wrong", async () => {
      const flips = fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), {
        minLength: 1,
        maxLength: 20,
      });
      const before = process.memoryUsage().rss;
      await fc.assert(
        fc.asyncProperty(fc.nat(5), flips, async (at, changes) => {
          const bytes = Buffer.from(whole[at] ?? "");
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          expect([undefined, "invalid_image"]).toContain(await codeOf(bytes));
        }),
        { numRuns: 400 },
      );
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * MEGABYTE);
    });
  });
});

describe("A caller who leaves", () => {
  it("stops the conversion at its next step", async () => {
    const abort = new AbortController();
    const bytes = await noise(1500).png().toBuffer();
    const converting = normaliseImage(bytes, false, abort.signal);
    abort.abort(new Error("left"));
    await expect(converting).rejects.toThrow("left");
  });
});
