import { rejectImage, tooLarge } from "./image-error";

const BASE64 = /^\s*data:[^,]*;\s*base64\s*,/i;

/** The bytes inside a `data:` URL; its media type is not looked at, the bytes are. */
export function readDataUrl(url: string, maxBytes: number): Buffer {
  const head = BASE64.exec(url.slice(0, 256))?.[0];
  if (head === undefined) {
    throw rejectImage("invalid_image", "An image's data: URL reads data:image/png;base64,….");
  }
  const body = unescape(url.slice(head.length)).replaceAll(/\s+/g, "");
  if ((body.length / 4) * 3 > maxBytes + 3) throw tooLarge(maxBytes);
  if (!/^[\w+/-]+={0,2}$/.test(body)) {
    throw rejectImage("invalid_image", "The image's data: URL is not base64.");
  }
  return Buffer.from(body, "base64");
}

/** Base64 has `+`, `/` and `=`, which some escape; a broken escape is no base64 either way. */
function unescape(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
