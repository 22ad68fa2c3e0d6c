import { isRecord } from "../../../core/json";
import type { ListQuery } from "./list-query";
import { invalid } from "../request/unsupported";

/**
 * Returns one page of the items that a response was created from. An item that was sent again is
 * listed once, because pages are found by its id.
 * @param items oldest first
 */
export function toInputItemList(
  items: readonly unknown[],
  { limit, order, after }: ListQuery,
): object {
  const listed = [...new Map(items.map((item) => [toId(item), item])).values()];
  const ordered = order === "asc" ? listed : listed.toReversed();
  const start = after === undefined ? 0 : ordered.findIndex((item) => toId(item) === after) + 1;
  if (after !== undefined && start === 0) throw invalid("after", "is not the id of an item here");
  const data = ordered.slice(start, start + limit);
  return {
    object: "list",
    data,
    first_id: toId(data[0]),
    last_id: toId(data.at(-1)),
    has_more: start + limit < ordered.length,
  };
}

const toId = (item: unknown): unknown => (isRecord(item) ? (item["id"] ?? null) : null);
