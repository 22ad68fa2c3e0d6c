import { isRecord } from "../../core/json";

/** A body whose images and long texts were shortened, and the number of those images. */
export type Shortened = { value: unknown; images: number };

/** Of an image's address, enough to show its type; of a text, more than anyone reads in a panel. */
const KEPT_OF_IMAGE = 40;
const MAX_TEXT_LENGTH = 65_536;

const IMAGE = /^data:[\w.+-]+\/[\w.+-]+[;,]/;

/** Shortens a body for display and for memory, never for sending. */
export function shorten(body: unknown): Shortened {
  let images = 0;
  const visit = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (IMAGE.test(value) && value.length > 2 * KEPT_OF_IMAGE) {
        images += 1;
        return cut(value, KEPT_OF_IMAGE);
      }
      return value.length > MAX_TEXT_LENGTH ? cut(value, MAX_TEXT_LENGTH) : value;
    }
    if (Array.isArray(value)) return value.map(visit);
    if (isRecord(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
    }
    return value;
  };
  const value = visit(body);
  return { value, images };
}

function cut(text: string, length: number): string {
  return `${text.slice(0, length)}…(${text.length - length} more characters)`;
}
