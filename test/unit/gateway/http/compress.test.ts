import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { compress } from "@/lib/gateway/http/compress";

const LONG = JSON.stringify({ text: "春眠不觉晓".repeat(500) });

describe("compress", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["*", "br"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.000, *", "gzip"],
    ["GZIP", "gzip"],
    ["deflate", undefined],
    ["identity", undefined],
    ["gzip;q=0", undefined],
    ["", undefined],
  ])("for accept-encoding %j, uses %s", async (accepted, name) => {
    const { bytes, coding } = await compress(LONG, {}, { "accept-encoding": accepted });
    expect(coding["content-encoding"]).toBe(name);
    expect(coding["vary"]).toBe("accept-encoding");
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[name ?? ""];
    expect(decode ? decode(bytes).toString() : Buffer.from(bytes).toString()).toBe(LONG);
  });

  it("leaves a short answer unchanged", async () => {
    const { bytes, coding } = await compress("{}", {}, { "accept-encoding": "gzip" });
    expect([Buffer.from(bytes).toString(), coding]).toEqual(["{}", {}]);
  });

  it("leaves an answer with no-transform unchanged", async () => {
    const headers = { "cache-control": "no-transform" };
    const { coding } = await compress(LONG, headers, { "accept-encoding": "gzip" });
    expect(coding).toEqual({});
  });

  it("adds to an existing vary header", async () => {
    const { coding } = await compress(LONG, { vary: "origin" }, { "accept-encoding": "gzip" });
    expect(coding["vary"]).toBe("origin, accept-encoding");
  });
});
