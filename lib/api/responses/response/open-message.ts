import type { Citation } from "../../../core/delta";
import { toDeltaHead } from "./event-sink";
import { announce, conclude, type OpenItem, type OpenOptions } from "./open-item";
import {
  type ItemStatus,
  type OutputItem,
  toAnnotation,
  toTextPart,
  type UrlCitation,
} from "./output-item";

/**
 * Opens a message with its single part.
 * @param takeCitations returns the citations of its text; called once, at the end
 */
export function openMessage(
  options: OpenOptions,
  takeCitations: () => readonly Citation[],
): OpenItem {
  const { sink, output_index, randomId } = options;
  const id = `msg_${randomId()}`;
  const place = { item_id: id, output_index, content_index: 0 };
  let text = "";
  const toItem = (status: ItemStatus, annotations: readonly UrlCitation[]): OutputItem => ({
    type: "message",
    id,
    status,
    role: "assistant",
    content: [toTextPart(text, annotations)],
  });

  announce({ type: "message", id, status: "in_progress", role: "assistant", content: [] }, options);
  sink.event("response.content_part.added", { ...place, part: toTextPart("") });
  const head = toDeltaHead("response.output_text.delta", { ...place, logprobs: [] });
  return {
    type: "message",
    add(piece) {
      text += piece;
      sink.delta(head, piece);
    },
    close(status) {
      const annotations = citeAll(takeCitations(), text);
      for (const [annotation_index, annotation] of annotations.entries()) {
        const members = { ...place, annotation_index, annotation };
        sink.event("response.output_text.annotation.added", members);
      }
      sink.event("response.output_text.done", { ...place, text, logprobs: [] });
      sink.event("response.content_part.done", { ...place, part: toTextPart(text, annotations) });
      return conclude(toItem(status, annotations), options);
    },
    // Annotations are announced at the end, which this text never reached.
    give: (status) => toItem(status, []),
  };
}

const citeAll = (citations: readonly Citation[], text: string) =>
  citations.map((citation) => toAnnotation(citation, text));
