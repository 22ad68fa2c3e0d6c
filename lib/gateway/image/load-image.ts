import { GatewayError } from "../../core/errors";
import type { ImageInput } from "../../spark/chat/image";
import { createLanes, type LanesOptions } from "../shares/lanes";
import { createMeter, type Meter } from "../shares/meter";
import { readDataUrl } from "./data-url";
import { rejectImage } from "./image-error";
import { fetchImage, type FetchOptions } from "./fetch-image";
import { normaliseImage } from "./normalise";

/** The owner of an image, and the limits for it. */
type ImageTerms = {
  owner: string;
  /**
   * Counts this many more bytes in memory.
   * @throws GatewayError if the limit is exceeded
   */
  hold?: ((bytes: number) => void) | undefined;
  signal: AbortSignal;
};

/**
 * Loads an image as Spark accepts it, in base64. Rejects with the signal's reason when it aborts.
 */
export type LoadImage = (image: ImageInput, terms: ImageTerms) => Promise<string>;

/** Longer than the wait on a machine that is not overloaded. */
const WAIT_MS = 20_000;
/** Limits connections to other hosts, which could otherwise be attacked through the gateway. */
const FETCHES: LanesOptions = {
  lanes: 8,
  lanesPerOwner: 2,
  maxWaiting: 128,
  maxWaitingPerOwner: 32,
  waitMs: WAIT_MS,
};
/** Limits decoding, which takes the most memory and CPU time. */
const CONVERSIONS: LanesOptions = { ...FETCHES, lanes: 2 };
/** About thirty photos from a phone, or four of the largest accepted images. */
const PIXELS = { what: "pixels", limit: 400_000_000, windowMs: 60_000 } as const;

export type LoaderOptions = Omit<FetchOptions, "hold"> & {
  /** Milliseconds since 1970. */
  now: () => number;
};

export function createImageLoader(options: LoaderOptions): LoadImage {
  const fetches = createLanes(FETCHES);
  const convert = createConverter(createMeter({ ...PIXELS, now: options.now }));
  return async ({ url: given, detail, name }, { owner, hold, signal }) => {
    const url = given.trim();
    const fetch = (): Promise<Buffer> => fetchImage(readUrl(url), { ...options, hold }, signal);
    const readData = (): Buffer => {
      const bytes = readDataUrl(url, options.maxBytes);
      hold?.(bytes.length);
      return bytes;
    };
    try {
      const bytes = /^data:/i.test(url) ? readData() : await fetches.run(owner, fetch, signal);
      const image = await convert(bytes, detail === "low", { owner, signal });
      return image.toString("base64");
    } catch (error) {
      throw withParam(error, name);
    }
  };
}

type Convert = (
  bytes: Buffer,
  isLowDetail: boolean,
  terms: Pick<ImageTerms, "owner" | "signal">,
) => Promise<Buffer>;

/** Runs {@link normaliseImage} with limits on concurrency and on pixels per owner and minute. */
export function createConverter(pixels: Pick<Meter, "require" | "take">): Convert {
  const lanes = createLanes(CONVERSIONS);
  return async (bytes, isLowDetail, { owner, signal }) => {
    // Fails before waiting for a lane if no pixels are left.
    pixels.require(owner);
    const count = (amount: number): void => pixels.take(owner, amount);
    return lanes.run(owner, () => normaliseImage(bytes, isLowDetail, { signal, count }), signal);
  };
}

function readUrl(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw rejectImage(
    "image_url_not_allowed",
    "The image's address is no URL: write http(s)://… or data:….",
  );
}

/** Adds which image it was; only this module knows. */
function withParam(error: unknown, param: string): unknown {
  if (!(error instanceof GatewayError) || error.failure.kind !== "image-rejected") return error;
  return new GatewayError({ ...error.failure, param }, { cause: error.cause });
}
