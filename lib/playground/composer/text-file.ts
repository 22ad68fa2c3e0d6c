import type { FileProblem } from "../conversation/store";

/** Above this no model would read it, and the page would be slow to show it. */
const MAX_BYTES = 512 * 1024;

/** The text of a file, or why it has none. */
export async function readTextFile(file: Blob): Promise<{ text: string } | FileProblem> {
  if (file.size === 0) return "empty-file";
  if (file.size > MAX_BYTES) return "file-too-large";
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decode(bytes);
  return text === undefined ? "not-text" : { text: text.replaceAll("\r\n", "\n") };
}

/** What Windows saves Chinese in is not always UTF-8. The first that fits is taken. */
const ENCODINGS = ["utf-8", "gb18030"];

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  // No text has a zero byte, whatever its encoding; nearly everything else has.
  if (bytes.includes(0)) return undefined;
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}
