import sharp from "sharp";

/** Creates an image with a red left half and a blue right half, which shows its orientation. */
export function halves(width: number, height: number) {
  const half = {
    create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: "#0000ff" },
  };
  return sharp({ create: { width, height, channels: 3, background: "#ff0000" } }).composite([
    { input: half, left: Math.floor(width / 2), top: 0 },
  ]);
}

/** Creates an image that does not compress well. */
export function noise(side: number) {
  const gaussian = { type: "gaussian" as const, mean: 128, sigma: 60 };
  return sharp({
    create: { width: side, height: side, channels: 3, background: "#888", noise: gaussian },
  });
}

export async function colourAt(
  bytes: Buffer,
  x: number,
  y: number,
): Promise<"red" | "blue" | "white"> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at =
    (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) *
    info.channels;
  const [red = 0, , blue = 0] = data.subarray(at);
  if (red > 180 && blue > 180) return "white";
  return red > blue ? "red" : "blue";
}
