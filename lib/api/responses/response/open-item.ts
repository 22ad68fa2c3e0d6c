import type { EventSink } from "./event-sink";
import type { ItemStatus, OutputItem } from "./output-item";

/** An item that was announced and is not finished. */
export type OpenItem = {
  type: OutputItem["type"];
  /** Appends text. */
  add: (piece: string) => void;
  /** Writes the events that end the item. */
  close: (status: ItemStatus) => OutputItem;
  /**
   * Returns the item in its current state without writing events, because the answer has failed.
   */
  give: (status: ItemStatus) => OutputItem;
};

export type OpenOptions = {
  sink: EventSink;
  /** The item's position in the output. */
  output_index: number;
  /** Returns 32 random characters. */
  randomId: () => string;
};

/** Announces an item while it is still empty. */
export function announce(item: OutputItem, { sink, output_index }: OpenOptions): void {
  sink.event("response.output_item.added", { output_index, item });
}

export function conclude(item: OutputItem, { sink, output_index }: OpenOptions): OutputItem {
  sink.event("response.output_item.done", { output_index, item });
  return item;
}
