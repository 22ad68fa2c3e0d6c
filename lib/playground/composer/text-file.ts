import type { FileProblem } from "../conversation/store";

/** No model would read a longer text, and the page would be slow to show it. */
const MAX_BYTES = 512 * 1024;

/** Reads the text of a file, or returns why it has none. */
export async function readTextFile(file: Blob): Promise<{ text: string } | FileProblem> {
  if (file.size === 0) return "empty-file";
  if (file.size > MAX_BYTES) return "file-too-large";
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decode(bytes);
  return text === undefined ? "not-text" : { text: text.replaceAll("\r\n", "\n") };
}

/** Windows does not always save Chinese text as UTF-8. The first encoding that fits is used. */
const ENCODINGS = ["utf-8", "gb18030"];

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  // No text contains a zero byte, whatever its encoding; nearly all other files do.
  if (bytes.includes(0)) return undefined;
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding.
    }
  }
  return undefined;
}
