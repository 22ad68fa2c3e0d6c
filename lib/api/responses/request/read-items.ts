import { isRecord } from "../../../core/json";
import { parseAt, toParam } from "../../common/explain-issue";
import { type InputItem, inputItem, LEFT_OUT_ITEM } from "./item-schema";
import { UNSUPPORTED_PARTS } from "./part-schema";
import { unsupported } from "./unsupported";

/** An item with its path in the caller's request. */
export type PlacedItem = { path: readonly (string | number)[]; item: InputItem };

export type ReadItems = {
  items: readonly PlacedItem[];
  /** Positions of items that Spark could not read. */
  ignored: readonly string[];
};

/** A value of `input` that has not been validated yet. */
export type RawItem = { path: readonly (string | number)[]; value: unknown };

/** Lists the `input` of a request as raw items; a text becomes one user message. */
export function listRawItems(input: string | readonly unknown[]): RawItem[] {
  if (typeof input !== "string") return input.map((value, at) => ({ path: ["input", at], value }));
  return [{ path: ["input"], value: { type: "message", role: "user", content: input } }];
}

/**
 * Validates items one by one, so that an error names the item that caused it.
 * @throws GatewayError `invalid-request` or `unsupported`
 */
export function readItems(raw: readonly RawItem[]): ReadItems {
  const items: PlacedItem[] = [];
  const ignored: string[] = [];
  for (const { path, value } of raw) {
    const typed = addType(value);
    const type = isRecord(typed) ? typed["type"] : undefined;
    if (typeof type === "string" && LEFT_OUT_ITEM.test(type)) ignored.push(toParam(path));
    else {
      const item = parseAt(inputItem, typed, path);
      refuseParts(item, path);
      items.push({ path, item });
    }
  }
  return { items, ignored };
}

/** Returns the id that an item reference points to; undefined for any other item. */
export function findReference(value: unknown): string | undefined {
  const typed = addType(value);
  if (!isRecord(typed) || typed["type"] !== "item_reference") return undefined;
  return typeof typed["id"] === "string" ? typed["id"] : undefined;
}

/** Adds the type that clients omit from messages and references. */
export function addType(value: unknown): unknown {
  if (!isRecord(value) || (value["type"] !== undefined && value["type"] !== null)) return value;
  if (value["role"] !== undefined) return { ...value, type: "message" };
  const isReference = Object.keys(value).every((name) => name === "id" || name === "type");
  return isReference && "id" in value ? { ...value, type: "item_reference" } : value;
}

const REFUSED: readonly string[] = UNSUPPORTED_PARTS;

/**
 * Rejects unsupported parts of a message. In a tool's output, which stays in the history
 * permanently, such a part is dropped instead.
 */
function refuseParts(item: InputItem, path: PlacedItem["path"]): void {
  if (item.type !== "message" || !Array.isArray(item.content)) return;
  for (const [index, part] of item.content.entries()) {
    const place = toParam([...path, "content", index]);
    if (REFUSED.includes(part.type)) throw unsupported(place, "send its text");
    if (part.type === "input_image" && part.file_id && !part.image_url) {
      throw unsupported(`${place}.file_id`, "send the image as a URL or as data");
    }
  }
}
