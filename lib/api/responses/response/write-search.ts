import type { Citation } from "../../../core/delta";
import { announce, conclude, type OpenOptions } from "./open-item";
import type { OutputItem } from "./output-item";

/** Writes a complete search item. Spark does not report its query, so the item has none. */
export function writeSearch(
  citations: readonly Citation[],
  withSources: boolean,
  options: OpenOptions,
): OutputItem {
  const { sink, output_index, randomId } = options;
  const id = `ws_${randomId()}`;
  const place = { item_id: id, output_index };
  const sources = citations.map(({ url }) => ({ type: "url" as const, url }));
  const action = { type: "search" as const, ...(withSources && { sources }) };
  announce({ type: "web_search_call", id, status: "in_progress", action }, options);
  for (const step of ["in_progress", "searching", "completed"]) {
    sink.event(`response.web_search_call.${step}`, place);
  }
  return conclude({ type: "web_search_call", id, status: "completed", action }, options);
}
