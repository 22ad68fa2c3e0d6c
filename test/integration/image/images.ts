import sharp from "sharp";

export function image(width: number, height: number, background = "#ff0000") {
  return sharp({ create: { width, height, channels: 3, background } });
}

export const RED = await image(120, 80).png().toBuffer();
export const GREEN = await image(64, 64, "#00ff00").jpeg().toBuffer();
export const toDataUrl = (bytes: Buffer): string =>
  `data:image/whatever;base64,${bytes.toString("base64")}`;

export type Part = { type: "image_url"; image_url: { url: string; detail?: "low" | "high" } };
export const show = (url: string, detail?: "low"): Part => ({
  type: "image_url",
  image_url: { url, ...(detail && { detail }) },
});
export const say = (text: string) => ({ type: "text" as const, text });
export const ask = (...content: (Part | ReturnType<typeof say>)[]) => ({
  model: "vision",
  messages: [{ role: "user" as const, content }],
});
