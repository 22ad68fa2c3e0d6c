import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { normaliseImage } from "@/lib/gateway/image/normalise";

import { halves, noise } from "../../../images";

const signal = new AbortController().signal;
const MEGABYTE = 1024 * 1024;

describe("normaliseImage: invalid images", () => {
  async function codeOf(bytes: Buffer): Promise<unknown> {
    const failure = await normaliseImage(bytes, false, { signal }).then(
      () => undefined,
      findFailure,
    );
    return failure && "code" in failure ? failure.code : failure;
  }

  it.each([
    ["text", "<html>not found</html>"],
    ["an empty body", ""],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect/></svg>'],
    [
      "SVG with an external entity",
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ],
    ["PDF", "%PDF-1.7\n1 0 obj\n"],
    ["gzip", "\u001f\u008b\u0008\u0000"],
  ])("rejects %s as invalid_image", async (_, text) => {
    expect(await codeOf(Buffer.from(text, "latin1"))).toBe("invalid_image");
  });

  it("rejects a decompression bomb before decoding it", async () => {
    // A PNG header that claims 50,000 × 50,000 pixels; the data after it does not matter.
    const png = await halves(100, 100).png().toBuffer();
    png.writeUInt32BE(50_000, 16);
    png.writeUInt32BE(50_000, 20);
    const before = process.memoryUsage().rss;
    expect(await codeOf(png)).toBe("invalid_image");
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  });

  /** Overwrites the size that a header claims; the data after it does not matter. */
  const FORGE: Record<string, (bytes: Buffer, side: number) => void> = {
    avif: (bytes, side) => {
      const at = bytes.indexOf("ispe") + 8;
      bytes.writeUInt32BE(side, at);
      bytes.writeUInt32BE(side, at + 4);
    },
    gif: (bytes, side) => {
      for (const at of [6, 8, bytes.indexOf(0x2c, 13) + 5, bytes.indexOf(0x2c, 13) + 7]) {
        bytes.writeUInt16LE(side, at);
      }
    },
    jpeg: (bytes, side) => {
      const at = bytes.indexOf(Buffer.from([0xff, 0xc2])) + 5;
      bytes.writeUInt16BE(side, at);
      bytes.writeUInt16BE(side, at + 2);
    },
  };

  it.each([
    ["avif", 5100],
    ["gif", 7100],
    ["jpeg", 8100],
  ] as const)("rejects %s of %d² pixels before decoding it", async (format, side) => {
    const bytes = await halves(100, 100).toFormat(format, { progressive: true }).toBuffer();
    FORGE[format]?.(bytes, side);
    const failure = await normaliseImage(bytes, false, { signal }).catch(findFailure);
    expect(failure).toMatchObject({ message: expect.stringContaining("too many pixels") });
  });

  describe("normaliseImage: damaged bytes", () => {
    const whole: Buffer[] = [];
    beforeAll(async () => {
      for (const format of ["jpeg", "png", "webp", "gif", "tiff", "avif"] as const) {
        whole.push(await noise(90).toFormat(format).toBuffer());
      }
    });

    it("rejects a truncated image", async () => {
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

    it("accepts or rejects an image with wrong bytes, in bounded memory", async () => {
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
