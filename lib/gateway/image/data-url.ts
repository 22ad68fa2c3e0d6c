import { rejectImage, tooLarge } from "./image-error";

const BASE64 = /^\s*data:[^,]*;\s*base64\s*,/i;

/** Returns the bytes inside a `data:` URL. Its media type is ignored, because the bytes decide. */
export function readDataUrl(url: string, maxBytes: number): Buffer {
  const head = BASE64.exec(url.slice(0, 256))?.[0];
  if (head === undefined) {
    throw rejectImage("invalid_image", "An image's data: URL reads data:image/png;base64,….");
  }
  // Checked before anything is copied. Escapes and line breaks add a few percent.
  if (url.length > (maxBytes / 3) * 4 * SLACK + SLACK_CHARACTERS) throw tooLarge(maxBytes);
  const body = unescape(url.slice(head.length));
  if (!/^[\w+/\s-]+={0,2}\s*$/.test(body) || !/[\w+/-]/.test(body)) {
    throw rejectImage("invalid_image", "The image's data: URL is not base64.");
  }
  // The decoder skips whitespace and accepts both alphabets.
  const bytes = Buffer.from(body, "base64");
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

const SLACK = 1.25;
const SLACK_CHARACTERS = 4096;

/**
 * Base64 contains `+`, `/` and `=`, which some clients escape. A malformed escape is not base64
 * anyway.
 */
function unescape(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
