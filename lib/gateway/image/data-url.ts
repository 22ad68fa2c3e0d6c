import { rejectImage, tooLarge } from "./image-error";

const BASE64 = /^\s*data:[^,]*;\s*base64\s*,/i;

/** The bytes inside a `data:` URL; its media type is not looked at, the bytes are. */
export function readDataUrl(url: string, maxBytes: number): Buffer {
  const head = BASE64.exec(url.slice(0, 256))?.[0];
  if (head === undefined) {
    throw rejectImage("invalid_image", "An image's data: URL reads data:image/png;base64,….");
  }
  // Checked before any copy is made. Escapes and line breaks add a few percent.
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

/** Base64 has `+`, `/` and `=`, which some escape; a broken escape is no base64 either way. */
function unescape(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
