import { GatewayError } from "../../core/errors";

/** More than the longest conversation has with all its parts, so more can only be an attack. */
export const MAX_VALUES = 200_000;
/**
 * Far more than any valid request. Each API has much lower limits per field and names the field.
 */
export const MAX_DEPTH = 10_000;

const [QUOTE, COMMA, BACKSLASH, LAST_BLANK] = [0x22, 0x2c, 0x5c, 0x20];
/** An opening bracket and an opening brace differ in one bit. */
const isOpener = (byte: number): boolean => (byte | 0x20) === 0x7b;
const isCloser = (byte: number): boolean => (byte | 0x20) === 0x7d;

/**
 * Counts the values and the nesting depth of a JSON text as its bytes arrive. This happens before
 * parsing, because parsing a value costs a hundred times what sending it costs. It does not check
 * whether the text is valid JSON.
 */
export function createJsonBounds() {
  let values = 1;
  let depth = 0;
  let isString = false;
  /** The previous byte, in a string, was a backslash that escapes this one. */
  let isEscaped = false;
  /**
   * The last byte other than whitespace opened an array or an object, so a value or its end
   * follows.
   */
  let isOpened = false;

  /** Returns where the current string ends, or where the bytes end. */
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
    /**
     * Counts more bytes.
     * @throws GatewayError `invalid-request` as soon as there is too much
     */
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
 * Finds the end of a string quickly, because images are long strings. Returns the position after
 * the closing quote, or the end of the bytes if the string goes on. Returns undefined if there is a
 * backslash, which needs a closer look.
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
