import { isRecord } from "../../core/json";
import type { Parameters } from "../conversation/parameters";
import { fromBase64Url, toBase64Url } from "./base64url";
import { deflate, inflate } from "./deflate";
import { readParameters } from "./share-parameters";

/** The content of a link: a question that has not been sent. No answers, keys or image data. */
export type Share = {
  model: string;
  parameters: Parameters;
  text: string;
  imageUrls: string[];
};

const PREFIX = "#s=";
/** Far more than browsers and chat programs accept. */
const MAX_FRAGMENT_CHARACTERS = 65_536;
/** A limit, because a small fragment may unpack to a huge text. */
const MAX_UNPACKED_BYTES = 262_144;
const MAX_IMAGES = 8;

/** Returns the fragment, including `#`. Servers never see it. */
export async function encodeShare({ model, parameters, text, imageUrls }: Share): Promise<string> {
  const share: Share = {
    model,
    parameters: readParameters(parameters),
    text,
    imageUrls: imageUrls.filter(isPublicAddress).slice(0, MAX_IMAGES),
  };
  return PREFIX + toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(share))));
}

/**
 * Reads the content of a link; null if it was not created by this page, because a link may contain
 * anything.
 */
export async function decodeShare(fragment: string): Promise<Share | null> {
  if (!fragment.startsWith(PREFIX) || fragment.length > MAX_FRAGMENT_CHARACTERS) return null;
  const packed = fromBase64Url(fragment.slice(PREFIX.length));
  const bytes = packed && (await inflate(packed, MAX_UNPACKED_BYTES));
  return bytes ? readShare(bytes) : null;
}

function readShare(bytes: Uint8Array): Share | null {
  try {
    return toShare(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

function toShare(value: unknown): Share | null {
  if (!isRecord(value)) return null;
  const { model, parameters, text } = value;
  // Older links use the name `pictureUrls`.
  const imageUrls = value["imageUrls"] ?? value["pictureUrls"];
  if (typeof model !== "string" || !/^[\w.:/-]{1,128}$/.test(model)) return null;
  if (typeof text !== "string" || !Array.isArray(imageUrls)) return null;
  const addresses: unknown[] = imageUrls;
  return {
    model,
    text,
    parameters: isRecord(parameters) ? readParameters(parameters) : {},
    imageUrls: addresses.filter(isPublicAddress).slice(0, MAX_IMAGES),
  };
}

/** Excludes `data:`, which is the image itself, and addresses with a password. */
function isPublicAddress(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
