import type * as Sharp from "sharp";

type SharpModule = (typeof Sharp)["default"];

/** The formats that may be decoded; SVG and whatever else libvips knows may not. */
const LOADERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff"].map(
  (format) => `VipsForeignLoad${format}`,
);

let loading: Promise<SharpModule> | undefined;

/** Loaded at the first image: most requests have none, and a cold start would pay for it. */
export function loadSharp(): Promise<SharpModule> {
  loading ??= prepare();
  return loading;
}

async function prepare(): Promise<SharpModule> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
  // Every image is looked at once: to keep it would only cost memory.
  sharp.cache(false);
  return sharp;
}
