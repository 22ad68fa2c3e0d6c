import { isRecord } from "../../core/json";
import type { Parameters } from "../conversation/parameters";
import { fromBase64Url, toBase64Url } from "./base64url";
import { deflate, inflate } from "./deflate";
import { readParameters } from "./share-parameters";

/** What a link carries: a question that is not asked yet. No answers, no keys, no data of images. */
export type Share = {
  model: string;
  parameters: Parameters;
  text: string;
  imageUrls: string[];
};

const PREFIX = "#s=";
/** Far beyond what browsers and chats let through. */
const MAX_FRAGMENT_CHARACTERS = 65_536;
/** A small fragment may unpack to anything. */
const MAX_UNPACKED_BYTES = 262_144;
const MAX_IMAGES = 8;

/** The fragment, `#` included; servers never see it. */
export async function encodeShare({ model, parameters, text, imageUrls }: Share): Promise<string> {
  const share: Share = {
    model,
    parameters: readParameters(parameters),
    text,
    imageUrls: imageUrls.filter(isPublicAddress).slice(0, MAX_IMAGES),
  };
  return PREFIX + toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(share))));
}

/** What somebody's link carries, or null where it is none of ours: a link may hold anything. */
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
  // Links that were shared earlier say `pictureUrls`.
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

/** Not `data:`, which is the image itself, nor an address with a password in it. */
function isPublicAddress(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
