import type * as Sharp from "sharp";

type SharpModule = (typeof Sharp)["default"];

/** The only formats that may be decoded; SVG and everything else that libvips supports may not. */
const LOADERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff"].map(
  (format) => `VipsForeignLoad${format}`,
);

let loading: Promise<SharpModule> | undefined;

/** Loads sharp for the first image. Most requests have none, and a cold start would pay for it. */
export function loadSharp(): Promise<SharpModule> {
  loading ??= prepare();
  return loading;
}

async function prepare(): Promise<SharpModule> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
  // Each image is read only once, so a cache would only cost memory.
  sharp.cache(false);
  return sharp;
}
