import type { BlockReader, EventBlock } from "./split-events";

const BINARY = /^(?:audio|video|image|font)\/|^application\/octet-stream\b/;

export function isBinary(headers: Headers): boolean {
  return BINARY.test(headers.get("content-type") ?? "");
}

/** Reads a body that nobody could read as a block that says how much of what it was. */
export function createBinaryReader(
  headers: Headers,
  onBlock: (block: EventBlock) => void,
): BlockReader {
  let bytes = 0;
  return {
    feed: (piece) => {
      bytes += piece.length;
    },
    end: () => {
      const type = headers.get("content-type") ?? "";
      if (bytes > 0) onBlock({ bytes, raw: toBinaryNote(type, bytes), isCut: false });
    },
  };
}

/** What stands for bytes that are not shown. */
export function toBinaryNote(type: string, bytes: number): string {
  return `(${type}, ${bytes} bytes)`;
}
