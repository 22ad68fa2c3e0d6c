import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import sharp, { type Sharp } from "sharp";

import { generatedImages } from "./generated-images";
import { printTable, toText } from "./report";
import type { Section } from "./section";

const WORKER = fileURLToPath(new URL("image-worker.ts", import.meta.url));
const MEGABYTE = 1024 * 1024;
const AT_ONCE = 10;

/** The largest accepted image of each format: its sides, and how to encode it. */
const KINDS: readonly [string, number, (image: Sharp) => Sharp][] = [
  ["JPEG", 14_000, (image) => image.jpeg()],
  ["JPEG, progressive", 8000, (image) => image.jpeg({ progressive: true })],
  ["PNG", 14_000, (image) => image.png()],
  ["PNG, interlaced", 8000, (image) => image.png({ progressive: true })],
  ["WebP", 14_000, (image) => image.webp({ effort: 0 })],
  ["GIF", 7000, (image) => image.gif({ effort: 1 })],
  ["TIFF", 14_000, (image) => image.tiff()],
  ["AVIF", 5000, (image) => image.avif({ effort: 0 })],
];

/** Measures images in both directions: those that callers send and those that Spark generates. */
export const images: Section = async (bench) => {
  await measureConversion();
  return generatedImages(bench);
};

/** Measures the peak memory while the largest images are converted for Spark. */
async function measureConversion(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "spark-bench-"));
  console.log(
    `Images: peak of memory for one, and for ${AT_ONCE} at once (each in a process of its own)`,
  );
  const rows: string[][] = [];
  try {
    for (const [kind, side, write] of KINDS) {
      const file = join(folder, "image");
      const background = { r: 50, g: 100, b: 150 };
      const image = sharp({ create: { width: side, height: side, channels: 3, background } });
      await writeFile(file, await write(image).toBuffer());
      const one = await measure(file, 1);
      const many = await measure(file, AT_ONCE);
      rows.push([
        kind,
        `${side}×${side}`,
        toMegabytes(one.peakBytes),
        toText(one.milliseconds),
        toMegabytes(many.peakBytes),
        toText(many.peakBytes / one.peakBytes),
      ]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  printTable(["", "", "MB", "ms", `MB for ${AT_ONCE}`, "× one"], rows);
}

type Measured = { peakBytes: number; milliseconds: number };

async function measure(file: string, times: number): Promise<Measured> {
  const command = ["--import", "tsx", WORKER, file, String(times)];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return JSON.parse(stdout);
}

const toMegabytes = (bytes: number): string => toText(bytes / MEGABYTE);
