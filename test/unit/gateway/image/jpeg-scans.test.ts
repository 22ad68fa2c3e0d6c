import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { countScans } from "@/lib/gateway/image/jpeg-scans";
import { normaliseImage } from "@/lib/gateway/image/normalise";

import { noise } from "../../../images";

/** Repeats the last scan of a JPEG. */
function repeatScan(jpeg: Buffer, times: number): Buffer {
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
  return Buffer.concat([jpeg.subarray(0, -2), ...Array(times).fill(scan), jpeg.subarray(-2)]);
}

describe("countScans", () => {
  it("counts the scans of a plain JPEG, a progressive one, and one with a thumbnail", async () => {
    const plain = await noise(90).jpeg().toBuffer();
    const progressive = await noise(90).jpeg({ progressive: true }).toBuffer();
    expect(countScans(plain)).toBe(1);
    const count = countScans(progressive);
    expect(count).toBeGreaterThan(5);
    expect(countScans(repeatScan(progressive, 7))).toBe(count + 7);
    const thumbnail = Buffer.from([0xff, 0xe1, (plain.length + 2) >> 8, (plain.length + 2) & 255]);
    const start = progressive.subarray(0, 2);
    const both = Buffer.concat([start, thumbnail, plain, progressive.subarray(2)]);
    expect(countScans(both)).toBe(count);
    expect(countScans(Buffer.concat([plain, progressive]))).toBe(1);
  });

  it("always returns a number, whatever the bytes", () => {
    const bytes = fc.array(fc.constantFrom(0xff, 0xda, 0xd0, 0, 1, 2), { maxLength: 60 });
    fc.assert(
      fc.property(bytes, (values) => {
        expect(countScans(Uint8Array.from(values))).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it.each([true, false])(
    "rejects a JPEG with more than a hundred scans (progressive: %s)",
    async (progressive) => {
      const jpeg = await noise(90).jpeg({ progressive }).toBuffer();
      const refuse = (bytes: Buffer) =>
        normaliseImage(bytes, false, new AbortController()).then(() => undefined, findFailure);
      const many = repeatScan(jpeg, 101 - countScans(jpeg));
      expect(await refuse(many)).toMatchObject({
        code: "invalid_image",
        message: expect.stringContaining("too many scans"),
      });
      expect(await refuse(jpeg)).toBeUndefined();
    },
  );
});
