import { createHash } from "node:crypto";
import sharp, { type OverlayOptions } from "sharp";

export type Picture = { readonly prompt: string; readonly width: number; readonly height: number };

const MARGIN = 0.08;

/**
 * Draws a PNG of exactly this size that shows the request: its colours follow from the prompt, and
 * its text is written on it if the machine has a suitable font.
 */
export async function drawPicture(picture: Picture): Promise<string> {
  const { prompt, width, height } = picture;
  const [from, to] = toColours(prompt);
  const ground = sharp(toGradient({ width, height, from, to }), {
    raw: { width, height, channels: 3 },
  });
  const label = await write(picture);
  const image = await ground
    .composite(label ? [label] : [])
    .png({ compressionLevel: 6 })
    .toBuffer();
  return image.toString("base64");
}

type Colour = readonly [red: number, green: number, blue: number];

/** Dark enough for white text. */
function toColours(prompt: string): readonly [Colour, Colour] {
  const bytes = createHash("sha256").update(prompt).digest();
  const at = (index: number): number => 20 + Math.floor((bytes[index] ?? 0) / 2);
  return [
    [at(0), at(1), at(2)],
    [at(3), at(4), at(5)],
  ];
}

type Gradient = { width: number; height: number; from: Colour; to: Colour };

function toGradient({ width, height, from, to }: Gradient): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const share = y / height;
    const row = Buffer.from(from.map((value, at) => value + ((to[at] ?? 0) - value) * share));
    for (let x = 0; x < width; x += 1) row.copy(pixels, (y * width + x) * 3);
  }
  return pixels;
}

/** Renders the text; null if the text library finds no font. */
async function write({ prompt, width, height }: Picture): Promise<OverlayOptions | null> {
  const words = `模拟图片 simulated · ${width}×${height}\n\n${prompt}`;
  try {
    const input = await sharp({
      text: {
        text: `<span foreground="white">${escape(words)}</span>`,
        width: Math.floor(width * (1 - 2 * MARGIN)),
        height: Math.floor(height * (1 - 2 * MARGIN)),
        wrap: "word-char",
        rgba: true,
      },
    })
      .png()
      .toBuffer();
    return { input, gravity: "centre" };
  } catch {
    // The colours still distinguish the prompts.
    return null;
  }
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
