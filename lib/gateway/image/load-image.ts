import pLimit from "p-limit";

import { GatewayError } from "../../core/errors";
import type { ImageInput } from "../../spark/chat/image";
import { readDataUrl } from "./data-url";
import { rejectImage } from "./image-error";
import { fetchImage, type FetchOptions } from "./fetch-image";
import { normaliseImage } from "./normalise";

/** An image as Spark takes it, in base64. Rejects with the signal's reason when it aborts. */
export type LoadImage = (image: ImageInput, signal: AbortSignal) => Promise<string>;

/** Decoding is what costs memory: so many at once, and the others wait with their bytes. */
const MAX_CONVERSIONS = 2;

export function createImageLoader(options: FetchOptions): LoadImage {
  const convert = createConverter();
  return async ({ url: given, detail, name }, signal) => {
    const url = given.trim();
    try {
      const bytes = /^data:/i.test(url)
        ? readDataUrl(url, options.maxBytes)
        : await fetchImage(readUrl(url), options, signal);
      const image = await convert(bytes, detail === "low", signal);
      return image.toString("base64");
    } catch (error) {
      throw withParam(error, name);
    }
  };
}

/** {@link normaliseImage}, a few at a time; who has left while waiting is skipped. */
export function createConverter(): typeof normaliseImage {
  const limit = pLimit(MAX_CONVERSIONS);
  return (bytes, isLowDetail, signal) =>
    limit(() => {
      signal.throwIfAborted();
      return normaliseImage(bytes, isLowDetail, signal);
    });
}

function readUrl(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw rejectImage(
    "image_url_not_allowed",
    "The image's address is no URL: write http(s)://… or data:….",
  );
}

/** Which image it was, is known here alone. */
function withParam(error: unknown, param: string): unknown {
  if (!(error instanceof GatewayError) || error.failure.kind !== "image-rejected") return error;
  return new GatewayError({ ...error.failure, param }, { cause: error.cause });
}
