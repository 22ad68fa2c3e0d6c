import { createBase64Folder } from "./fold-base64";

/** The bytes of one event, from the end of the previous one to the blank line that ends it. */
export type EventBlock = {
  bytes: number;
  raw: string;
  /** True if the stream ended before the blank line. */
  isCut: boolean;
};

export type BlockReader = {
  feed: (bytes: Uint8Array) => void;
  /** Reports an incomplete event as cut. */
  end: () => void;
};

/** The number of characters that are kept of a longer event. Its bytes are still counted. */
export const MAX_RAW_LENGTH = 65_536;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Splits a stream of bytes into events, however the network has split it. It works on bytes,
 * because the text does not show how many there were. Line ends are ASCII in every UTF-8 text.
 */
export function createBlockReader(onBlock: (block: EventBlock) => void): BlockReader {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let block = { bytes: 0, raw: "" };
  let hasContent = false;
  let isLineEmpty = true;
  let isAfterReturn = false;

  const keep = (bytes: Uint8Array): void => {
    const text = decoder.decode(bytes, { stream: true });
    block.bytes += bytes.length;
    block.raw += text.slice(0, MAX_RAW_LENGTH - block.raw.length);
  };
  const close = (isCut: boolean): void => {
    onBlock({ ...block, isCut });
    block = { bytes: 0, raw: "" };
    hasContent = false;
  };
  /** Returns true if the line that ends here also ends the event. */
  const endLine = (): boolean => {
    const isEnd = isLineEmpty && hasContent;
    isLineEmpty = true;
    return isEnd;
  };

  return {
    feed: (bytes) => {
      let start = 0;
      for (const [index, byte] of bytes.entries()) {
        // The second half of a CRLF ends nothing.
        const isPair = byte === LINE_FEED && isAfterReturn;
        isAfterReturn = byte === CARRIAGE_RETURN;
        if (isPair) continue;
        if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
          isLineEmpty = false;
          hasContent = true;
        } else if (endLine()) {
          const end = isAfterReturn && bytes[index + 1] === LINE_FEED ? index + 2 : index + 1;
          keep(bytes.subarray(start, end));
          close(false);
          start = end;
        }
      }
      keep(bytes.subarray(start));
    },
    end: () => {
      if (hasContent) close(true);
    },
  };
}

/**
 * Reads a body that is no event stream as one block. Images in it are shortened, so that the rest
 * still fits and can be parsed.
 */
export function createWholeReader(onBlock: (block: EventBlock) => void): BlockReader {
  const decoder = new TextDecoder();
  const folder = createBase64Folder();
  const block = { bytes: 0, raw: "", isCut: false };
  const keep = (text: string): void => {
    block.raw += text.slice(0, MAX_RAW_LENGTH - block.raw.length);
  };
  return {
    feed: (bytes) => {
      block.bytes += bytes.length;
      keep(folder.feed(decoder.decode(bytes, { stream: true })));
    },
    end: () => {
      keep(folder.end());
      if (block.bytes > 0) onBlock({ ...block });
    },
  };
}
