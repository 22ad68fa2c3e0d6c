import { createBase64Folder } from "./fold-base64";

/** The bytes of one event, from the end of the one before to the blank line that ends it. */
export type EventBlock = {
  bytes: number;
  raw: string;
  /** The stream ended before the blank line did. */
  isCut: boolean;
};

export type BlockReader = {
  feed: (bytes: Uint8Array) => void;
  /** What has begun and not ended is told as cut. */
  end: () => void;
};

/** Of a longer event, this many characters are kept; its bytes are counted all the same. */
export const MAX_RAW_LENGTH = 65_536;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Cuts a stream of bytes where its events end, however the network has cut it. On the bytes, since
 * the text alone does not tell how many there were; line ends are ASCII in every UTF-8 text.
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
  /** True when the line that ends here ends the event too. */
  const endLine = (): boolean => {
    const isEnd = isLineEmpty && hasContent;
    isLineEmpty = true;
    return isEnd;
  };

  return {
    feed: (bytes) => {
      let start = 0;
      for (const [index, byte] of bytes.entries()) {
        // The second half of a CRLF has ended nothing.
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
