import { toDeltaHead } from "./event-sink";
import { announce, conclude, type OpenItem, type OpenOptions } from "./open-item";
import type { ItemStatus, OutputItem } from "./output-item";

/**
 * Opens the reasoning. OpenAI puts raw reasoning into `content`, but most clients show only
 * summaries. So a caller that asked for a summary gets the full reasoning there, word for word.
 */
export function openReasoning(options: OpenOptions, asSummary: boolean): OpenItem {
  const { sink, output_index, randomId } = options;
  const id = `rs_${randomId()}`;
  const form = asSummary ? SUMMARY : CONTENT;
  const place = { item_id: id, output_index, [form.index]: 0 };
  let text = "";
  const toItem = (status: ItemStatus): OutputItem => ({
    type: "reasoning",
    id,
    status,
    ...(asSummary
      ? { summary: [{ type: "summary_text", text }] }
      : { summary: [], content: [{ type: "reasoning_text", text }] }),
  });

  const empty = asSummary ? { summary: [] } : { summary: [], content: [] };
  announce({ type: "reasoning", id, status: "in_progress", ...empty }, options);
  sink.event(form.partAdded, { ...place, part: { type: form.part, text: "" } });
  const head = toDeltaHead(form.delta, place);
  return {
    type: "reasoning",
    add(piece) {
      text += piece;
      sink.delta(head, piece);
    },
    close(status) {
      sink.event(form.done, { ...place, text });
      sink.event(form.partDone, { ...place, part: { type: form.part, text } });
      return conclude(toItem(status), options);
    },
    give: toItem,
  };
}

const CONTENT = {
  part: "reasoning_text",
  index: "content_index",
  partAdded: "response.content_part.added",
  delta: "response.reasoning_text.delta",
  done: "response.reasoning_text.done",
  partDone: "response.content_part.done",
};

const SUMMARY = {
  part: "summary_text",
  index: "summary_index",
  partAdded: "response.reasoning_summary_part.added",
  delta: "response.reasoning_summary_text.delta",
  done: "response.reasoning_summary_text.done",
  partDone: "response.reasoning_summary_part.done",
};
