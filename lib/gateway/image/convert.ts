import { GatewayError } from "../../core/errors";
import type { ImageFormat } from "../../core/image-request";
import { loadSharp } from "./load-sharp";

/** The beginning of every PNG, in base64. */
const PNG = "iVBORw0KGgo";

type ConvertOptions = {
  format: ImageFormat;
  /** From 0 to 100; PNG ignores it. */
  quality: number;
};

/**
 * Converts an image from Spark to another format. A PNG that should stay a PNG passes byte for
 * byte.
 * @throws GatewayError `spark-invalid` if it is not an image
 */
export async function convertImage(
  image: string,
  { format, quality: wanted }: ConvertOptions,
): Promise<string> {
  if (format === "png" && image.startsWith(PNG)) return image;
  // Callers may ask for 0, but the lowest quality of the encoder is 1.
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
