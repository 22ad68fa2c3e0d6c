import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { startWeb } from "../../unit/gateway/image/web";
import { startGateway } from "../setup/gateway";
import { ask, image, RED, show, toDataUrl } from "./images";

type Gateway = Awaited<ReturnType<typeof startGateway>>;

const startKeyed = (settings: Record<string, string> = {}): Promise<Gateway> =>
  startGateway({ settings: { GATEWAY_API_KEYS: "a,b", ...settings } });

async function see(gateway: Gateway, url: string, key = "a"): Promise<[number, string?]> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await gateway.post(ask(show(url)), { headers });
  const { error } = await response.json();
  return error ? [response.status, error.code] : [response.status];
}

describe("images of one caller", () => {
  it("are all answered when thirty of them arrive together", async () => {
    await using gateway = await startKeyed();
    const seen = await Promise.all(Array.from({ length: 30 }, () => see(gateway, toDataUrl(RED))));
    expect(seen.map(([status]) => status)).toEqual(Array<number>(30).fill(200));
  });

  it("are fetched two at a time, however many are requested", async () => {
    let open = 0;
    let most = 0;
    const held: (() => void)[] = [];
    let arrived = (): void => {};
    const two = new Promise<void>((resolve) => (arrived = resolve));
    await using web = await startWeb((_, response) => {
      open += 1;
      most = Math.max(most, open);
      if (open === 2) arrived();
      held.push(() => {
        open -= 1;
        response.end(RED);
      });
      if (most > 1 && open < 2) held.shift()?.();
    });
    await using gateway = await startKeyed({ IMAGE_ALLOWED_HOSTS: `localhost:${web.port}` });
    const asked = Array.from({ length: 40 }, () => see(gateway, `http://localhost:${web.port}/`));
    await two;
    const release = setInterval(() => held.shift()?.(), 1);
    const answers = await Promise.all(asked);
    clearInterval(release);
    expect(most).toBe(2);
    const statuses = answers.map(([status]) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(34);
    expect(answers.find(([status]) => status === 429)).toEqual([429, "rate_limit_exceeded"]);
    expect(web.visits).toHaveLength(34);
  });

  it("are limited in pixels per minute, without affecting another caller", async () => {
    await using gateway = await startKeyed();
    const large = toDataUrl(await image(7900, 7900).png({ compressionLevel: 9 }).toBuffer());
    const statuses: number[] = [];
    for (let at = 0; at < 7; at += 1) statuses.push((await see(gateway, large))[0]);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(await see(gateway, toDataUrl(RED), "b")).toEqual([200]);
  });

  it("count against the bytes in memory of their caller", async () => {
    await using web = await startWeb((_, response) => void response.end(Buffer.alloc(900_000)));
    await using gateway = await startKeyed({
      IMAGE_ALLOWED_HOSTS: `localhost:${web.port}`,
      MAX_BODY_BYTES: "100KB",
      BODIES_MAX_BYTES: "1MB",
    });
    const refused = await see(gateway, `http://localhost:${web.port}/`);
    expect(refused).toEqual([429, "rate_limit_exceeded"]);
  });
});

describe("an image that would take long to decode", () => {
  it.each([
    [
      "a tiny WebP of 100 million pixels",
      () => image(10_100, 10_100).webp({ lossless: true, effort: 0 }),
    ],
    [
      "a JPEG in inks of 60 million",
      () => image(7800, 7800).toColourspace("cmyk").jpeg({ quality: 1 }),
    ],
    ["a PNG of 80 million", () => image(9000, 9000).png({ compressionLevel: 9 })],
  ])("is rejected by its header alone: %s", async (_, make) => {
    await using gateway = await startKeyed();
    const bytes = await make().toBuffer();
    const decoded = sharp.counters();
    expect(await see(gateway, toDataUrl(bytes))).toEqual([400, "invalid_image"]);
    expect(sharp.counters()).toEqual(decoded);
  });
});

describe("a data: URL", () => {
  it("is measured before it is decoded", async () => {
    await using gateway = await startKeyed({ IMAGE_MAX_BYTES: "1KB" });
    const blanks = `data:image/png;base64,${" A".repeat(100_000)}`;
    expect(await see(gateway, blanks)).toEqual([400, "image_too_large"]);
  });

  it("may contain line breaks and escapes", async () => {
    await using gateway = await startKeyed();
    const base64 = RED.toString("base64");
    const lines = base64.replaceAll(/.{76}/g, "$&\r\n");
    expect(await see(gateway, `data:image/png;base64,${lines}`)).toEqual([200]);
    expect(await see(gateway, `data:image/png;base64,${encodeURIComponent(base64)}`)).toEqual([
      200,
    ]);
  });
});
