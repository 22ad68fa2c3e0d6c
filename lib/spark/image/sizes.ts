import type { ImageSize } from "../../core/image-request";
import type { Model } from "../models";

/** From ImageGeneration.html; the billed points rise from 6 to 14 with the area. */
const SPARK_SIZES = [
  "512x512",
  "640x360",
  "640x480",
  "640x640",
  "680x512",
  "512x680",
  "768x768",
  "720x1280",
  "1280x720",
  "1024x1024",
] as const;

/** From the MaaS page on image generation. */
const MAAS_SIZES = [
  "768x768",
  "1024x1024",
  "576x1024",
  "768x1024",
  "1024x576",
  "1024x768",
] as const;

const DEFAULT_SIZE: ImageSize = { width: 1024, height: 1024 };

/** Lists every size that a model supports. */
export function listSizes({ httpHost }: Pick<Model, "httpHost">): readonly string[] {
  return httpHost === null ? SPARK_SIZES : MAAS_SIZES;
}

/**
 * Chooses the size to request: the wanted size if supported, else the nearest by ratio, then by
 * area.
 */
export function chooseSize(
  wanted: ImageSize | undefined,
  model: Pick<Model, "httpHost">,
): ImageSize {
  if (!wanted) return DEFAULT_SIZE;
  const distance = ({ width, height }: ImageSize): readonly [ratio: number, area: number] => [
    Math.abs(Math.log((width / height) * (wanted.height / wanted.width))),
    Math.abs(Math.log((width * height) / (wanted.width * wanted.height))),
  ];
  const [nearest = DEFAULT_SIZE] = listSizes(model)
    .map(toSize)
    .toSorted((a, b) => {
      const [ratioA, areaA] = distance(a);
      const [ratioB, areaB] = distance(b);
      // Equal ratios may differ in the last bits of a float.
      return Math.abs(ratioA - ratioB) > 1e-9 ? ratioA - ratioB : areaA - areaB;
    });
  return nearest;
}

export const toSizeText = ({ width, height }: ImageSize): string => `${width}x${height}`;

function toSize(text: string): ImageSize {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return { width, height };
}
