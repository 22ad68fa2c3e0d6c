import type { EventSink } from "./event-sink";
import type { ItemStatus, OutputItem } from "./output-item";

/** An item that has been announced and is not done. */
export type OpenItem = {
  type: OutputItem["type"];
  /** More of its text. */
  add: (piece: string) => void;
  /** Writes the events that end it. */
  close: (status: ItemStatus) => OutputItem;
  /** The item so far, without a word to the client: the answer has failed. */
  give: (status: ItemStatus) => OutputItem;
};

export type OpenOptions = {
  sink: EventSink;
  /** Its place in the output. */
  output_index: number;
  /** 32 characters, fresh. */
  randomId: () => string;
};

/** Announces an item, empty as it is. */
export function announce(item: OutputItem, { sink, output_index }: OpenOptions): void {
  sink.event("response.output_item.added", { output_index, item });
}

export function conclude(item: OutputItem, { sink, output_index }: OpenOptions): OutputItem {
  sink.event("response.output_item.done", { output_index, item });
  return item;
}
