import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import sharp from "sharp";

import { compare, toMiddle, toRatio } from "./compare";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section } from "./section";
import { toRequestCost } from "./short";
import { startWarmField } from "./warm";

const FRAMES = 200;
const CALLERS = 16;

/** Measures requests of other kinds than a plain stream, each as a whole. */
export const kinds: Section = async ({ runs }) => {
  console.log(`Kinds of requests, each answered in ${FRAMES} frames, ${CALLERS} callers`);
  const jpeg = await createJpeg();
  await using host = await serve(jpeg);
  await using field = await startWarmField({ IMAGE_ALLOWED_HOSTS: host.name });
  const show = (url: string) => ({
    model: "vision",
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: `frames=${FRAMES} every=0` },
          { type: "image_url", image_url: { url } },
        ],
      },
    ],
  });
  const question = `frames=${FRAMES} every=0\n${"春眠不觉晓，处处闻啼鸟。".repeat(16_667)}`;
  // What the bare limit does not support is measured for the gateway only.
  const scenes: readonly [string, boolean, number, Record<string, unknown>][] = [
    ["in stream", true, 320, {}],
    ["whole (stream: false)", true, 320, { stream: false }],
    [
      "a prompt of 200,000 characters",
      true,
      64,
      { messages: [{ role: "user", content: question }] },
    ],
    ["four choices (n: 4)", false, 160, { n: 4 }],
    ["with four stop strings", false, 320, { stop: ["夜来", "风雨声", "花落", "知多少"] }],
    [
      "an image of 4 MB, as data",
      false,
      32,
      show(`data:image/jpeg;base64,${jpeg.toString("base64")}`),
    ],
    ["an image of 4 MB, fetched", false, 32, show(host.url)],
  ];
  const rows: string[][] = [];
  for (const [name, isPlain, answers, more] of scenes) {
    const names = isPlain ? (["bare", "gateway"] as const) : (["gateway"] as const);
    const body = toBody(FRAMES, 0, more);
    const scene = {
      names,
      body,
      callers: Math.min(CALLERS, answers / 8),
      answers,
      spreadMs: 0,
      runs,
    };
    const { bare, gateway } = await compare(field, scene);
    rows.push([
      name,
      toRangeOf(gateway.map(toRequestCost)),
      toRange(toMiddle(bare.map(toRequestCost))),
      isPlain ? toRange(toRatio(gateway, bare, toRequestCost)) : "",
    ]);
  }
  printTable(["", "CPU ms per request", "bare", "× bare"], rows);
  return [];
};

/** Creates the largest image that Spark accepts, so that it is checked and passed on unchanged. */
async function createJpeg(): Promise<Buffer> {
  const [width, height] = [2000, 1500];
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  const image = sharp({ create: { width, height, channels: 3, background: "#888", noise } });
  const jpeg = await image.jpeg({ quality: 94 }).toBuffer();
  if (jpeg.length > 4 * 1024 * 1024)
    throw new Error(`${jpeg.length} bytes are too many for Spark.`);
  return jpeg;
}

async function serve(jpeg: Buffer) {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "image/jpeg").end(jpeg);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    name,
    url: `http://${name}/image.jpg`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
