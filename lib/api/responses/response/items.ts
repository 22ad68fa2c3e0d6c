import type { Citation } from "../../../core/delta";
import type { EventSink } from "./event-sink";
import { createFoundSources } from "./found-sources";
import type { OpenItem, OpenOptions } from "./open-item";
import type { OutputItem } from "./output-item";
import { writeSearch } from "./write-search";

export type ItemsOptions = { withSources: boolean; randomId: () => string };

/** The items of an answer: one is open at most, and the next one ends it. */
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
    /** More text for the open item of this type, or for a new one. */
    append(piece: string, type: OpenItem["type"], start: (at: OpenOptions) => OpenItem): void {
      if (piece === "") return;
      const item = open?.type === type ? open : begin(start);
      item.add(piece);
    },
    cite(citations: readonly Citation[]): void {
      sources.add(citations);
      // An open message is not interrupted: the search then follows it.
      if (open?.type === "message") return;
      close();
      showSearch();
    },
    takeSources: sources.takeForText,
    end(isCut: boolean): void {
      close(isCut ? "incomplete" : "completed");
      // Clients take the incomplete item for the last.
      if (!isCut) showSearch();
    },
    list: (): readonly OutputItem[] => items,
    /** The items of an answer that has failed, the open one as far as it came. */
    give: (): readonly OutputItem[] => (open ? [...items, open.give("incomplete")] : items),
  };
}
