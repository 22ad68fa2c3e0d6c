import { describe, expect, it } from "vitest";

import { readDataUrl } from "@/lib/gateway/image/data-url";

const BYTES = Buffer.from("any bytes");
const TEXT = BYTES.toString("base64");

describe("A data: URL", () => {
  it.each([
    `data:image/png;base64,${TEXT}`,
    `data:;base64,${TEXT}`,
    `DATA:image/png;charset=x;BASE64,${TEXT}`,
    `data:image/png; base64 , ${TEXT}`,
    ` data:image/png;base64,${TEXT.slice(0, 4)}\n${TEXT.slice(4)}`,
    `data:image/png;base64,${encodeURIComponent(TEXT)}`,
  ])("may be written as %j", (url) => {
    expect(readDataUrl(url, 100)).toEqual(BYTES);
  });

  it("is refused where it is too long, or no base64", () => {
    expect(() => readDataUrl(`data:;base64,${"A".repeat(200)}`, 100)).toThrow("image-rejected");
    for (const url of ["data:image/png,abc", "data:image/png;base64,***", "data:"])
      expect(() => readDataUrl(url, 100)).toThrow("image-rejected");
  });
});
