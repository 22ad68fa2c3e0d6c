import { describe, expect, it } from "vitest";

import { readDataUrl } from "@/lib/gateway/image/data-url";

const BYTES = Buffer.from("any bytes");
const TEXT = BYTES.toString("base64");

describe("readDataUrl", () => {
  it.each([
    `data:image/png;base64,${TEXT}`,
    `data:;base64,${TEXT}`,
    `DATA:image/png;charset=x;BASE64,${TEXT}`,
    `data:image/png; base64 , ${TEXT}`,
    ` data:image/png;base64,${TEXT.slice(0, 4)}\n${TEXT.slice(4)}`,
    `data:image/png;base64,${encodeURIComponent(TEXT)}`,
  ])("decodes %j (case %#)", (url) => {
    expect(readDataUrl(url, 100)).toEqual(BYTES);
  });

  it("rejects a data: URL that is too long or not base64", () => {
    expect(() => readDataUrl(`data:;base64,${"A".repeat(200)}`, 100)).toThrow("image-rejected");
    for (const url of ["data:image/png,abc", "data:image/png;base64,***", "data:"])
      expect(() => readDataUrl(url, 100)).toThrow("image-rejected");
  });
});
