import { GatewayError } from "../../core/errors";

/** More than the longest conversation has, with all its parts: only harm can be meant. */
export const MAX_VALUES = 200_000;
/** Far beyond what is answered; a dialect refuses much less in each of its fields, and names it. */
export const MAX_DEPTH = 10_000;

const [QUOTE, COMMA, BACKSLASH, LAST_BLANK] = [0x22, 0x2c, 0x5c, 0x20];
/** A bracket and its brace are one bit apart. */
const isOpener = (byte: number): boolean => (byte | 0x20) === 0x7b;
const isCloser = (byte: number): boolean => (byte | 0x20) === 0x7d;

/**
 * Counts the values of a JSON text and how deep they are nested while its bytes arrive. To parse a value
 * costs a hundred times what it costs to send one, so they are counted before anything is parsed.
 * Whether the text is JSON at all is not its question.
 */
export function createJsonBounds() {
  let values = 1;
  let depth = 0;
  let isString = false;
  /** The byte before, in a string, was a backslash that escapes this one. */
  let isEscaped = false;
  /** The last byte but for blanks opened an array or an object: a value follows, or its end. */
  let isOpened = false;

  /** Where a string's rest ends, or the bytes do. */
  const skipString = (bytes: Uint8Array, from: number): number => {
    const end = isEscaped ? undefined : findPlainEnd(bytes, from);
    if (end !== undefined) {
      isString = end > bytes.length;
      return end;
    }
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) {
        isString = false;
        return at + 1;
      }
    }
    return bytes.length;
  };

  return {
    /** @throws GatewayError `invalid-request` as soon as there is too much */
    feed(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length; at += 1) {
        if (isString) {
          at = skipString(bytes, at) - 1;
          continue;
        }
        const byte = bytes[at] ?? 0;
        if (byte <= LAST_BLANK) continue;
        if (isCloser(byte)) depth -= 1;
        else if (isOpened || byte === COMMA) values += 1;
        isOpened = isOpener(byte);
        if (isOpened) depth += 1;
        isString = byte === QUOTE;
        requireWithin(values, depth);
      }
    },
  };
}

/**
 * One past the quote that ends a string without a look at each byte, as an image is read; one past the
 * bytes' end where it goes on; undefined where a backslash may make it otherwise.
 */
function findPlainEnd(bytes: Uint8Array, from: number): number | undefined {
  const quote = bytes.indexOf(QUOTE, from);
  const end = quote === -1 ? bytes.length : quote;
  return end > from && bytes[end - 1] === BACKSLASH ? undefined : end + 1;
}

function requireWithin(values: number, depth: number): void {
  if (values > MAX_VALUES) throw refuse("holds too many values: send a shorter conversation");
  if (depth > MAX_DEPTH) throw refuse("is nested too deep: make it flatter");
}

function refuse(reason: string): GatewayError {
  const message = `The request body ${reason}.`;
  return new GatewayError({ kind: "invalid-request", message, param: null });
}
