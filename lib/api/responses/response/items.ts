import type { Citation } from "../../../core/delta";
import type { EventSink } from "./event-sink";
import { createFoundSources } from "./found-sources";
import type { OpenItem, OpenOptions } from "./open-item";
import type { OutputItem } from "./output-item";
import { writeSearch } from "./write-search";

export type ItemsOptions = { withSources: boolean; randomId: () => string };

/** Builds the items of an answer. At most one item is open, and starting another closes it. */
export function createItems({ withSources, randomId }: ItemsOptions, sink: EventSink) {
  const items: OutputItem[] = [];
  const sources = createFoundSources();
  let open: OpenItem | undefined;

  const toOptions = (): OpenOptions => ({ sink, output_index: items.length, randomId });
  const close = (status: "completed" | "incomplete" = "completed"): void => {
    if (open) items.push(open.close(status));
    open = undefined;
  };
  const showSearch = (): void => {
    const found = sources.takeForSearch();
    if (found) items.push(writeSearch(found, withSources, toOptions()));
  };
  const begin = (start: (at: OpenOptions) => OpenItem): OpenItem => {
    close();
    showSearch();
    return (open = start(toOptions()));
  };

  return {
    begin,
    /** Appends text to the open item of this type, or to a new one. */
    append(piece: string, type: OpenItem["type"], start: (at: OpenOptions) => OpenItem): void {
      if (piece === "") return;
      const item = open?.type === type ? open : begin(start);
      item.add(piece);
    },
    cite(citations: readonly Citation[]): void {
      sources.add(citations);
      // An open message is not interrupted; the search item follows it.
      if (open?.type === "message") return;
      close();
      showSearch();
    },
    takeSources: sources.takeForText,
    end(isCut: boolean): void {
      close(isCut ? "incomplete" : "completed");
      // Clients expect the incomplete item to be the last one.
      if (!isCut) showSearch();
    },
    list: (): readonly OutputItem[] => items,
    /** Returns the items of a failed answer, including the open one in its current state. */
    give: (): readonly OutputItem[] => (open ? [...items, open.give("incomplete")] : items),
  };
}
