import { GatewayError } from "../../core/errors";
import type { ImageFormat } from "../../core/image-request";
import { loadSharp } from "./load-sharp";

/** What every PNG begins with, in base64. */
const PNG = "iVBORw0KGgo";

type ConvertOptions = {
  format: ImageFormat;
  /** 0 to 100, of what is not PNG. */
  quality: number;
};

/**
 * An image of Spark's in another format; a PNG that is to be one passes byte for byte.
 * @throws GatewayError `spark-invalid` for what is no image
 */
export async function convertImage(
  image: string,
  { format, quality: wanted }: ConvertOptions,
): Promise<string> {
  if (format === "png" && image.startsWith(PNG)) return image;
  // Zero is the worst that a caller may ask for, and one the worst that there is.
  const quality = Math.max(1, wanted);
  try {
    const sharp = await loadSharp();
    const open = sharp(Buffer.from(image, "base64"));
    const converted = {
      png: () => open.png(),
      jpeg: () => open.flatten({ background: "#fff" }).jpeg({ quality }),
      webp: () => open.webp({ quality }),
    }[format]();
    return (await converted.toBuffer()).toString("base64");
  } catch (error) {
    const detail = "an image that cannot be read";
    throw new GatewayError({ kind: "spark-invalid", detail }, { cause: error });
  }
}
