import { GatewayError } from "../../core/errors";
import type { ImageInput } from "../../spark/chat/image";
import { createLanes, type LanesOptions } from "../shares/lanes";
import { createMeter, type Meter } from "../shares/meter";
import { readDataUrl } from "./data-url";
import { rejectImage } from "./image-error";
import { fetchImage, type FetchOptions } from "./fetch-image";
import { normaliseImage } from "./normalise";

/** Whose image it is, and what it may take. */
type ImageTerms = {
  owner: string;
  /** So many more bytes of it lie in memory. @throws where that is too much */
  hold?: ((bytes: number) => void) | undefined;
  signal: AbortSignal;
};

/** An image as Spark takes it, in base64. Rejects with the signal's reason when it aborts. */
export type LoadImage = (image: ImageInput, terms: ImageTerms) => Promise<string>;

/** Longer than any honest one waits on a machine that is not overrun. */
const WAIT_MS = 20_000;
/** Connections to strangers' hosts: a lever against those hosts too. */
const FETCHES: LanesOptions = {
  lanes: 8,
  lanesPerOwner: 2,
  maxWaiting: 64,
  maxWaitingPerOwner: 8,
  waitMs: WAIT_MS,
};
/** Decoding is what costs memory and the machine's cores. */
const CONVERSIONS: LanesOptions = { ...FETCHES, lanes: 2 };
/** Thirty photos of a phone, or four of the largest that are taken at all. */
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

/** {@link normaliseImage}, a few at a time and so much in a minute of one owner's. */
export function createConverter(pixels: Pick<Meter, "require" | "take">): Convert {
  const lanes = createLanes(CONVERSIONS);
  return async (bytes, isLowDetail, { owner, signal }) => {
    // Who has none left need not wait for a lane to hear of it.
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

/** Which image it was, is known here alone. */
function withParam(error: unknown, param: string): unknown {
  if (!(error instanceof GatewayError) || error.failure.kind !== "image-rejected") return error;
  return new GatewayError({ ...error.failure, param }, { cause: error.cause });
}
