import { createQuestion } from "../conversation/create";
import type { ChatBody, Conversation, ImageBody } from "../conversation/types";
import { toBody } from "../conversation/to-body";
import { toImageBody } from "../conversation/to-image-body";
import type { ModelInfo } from "../conversation/models";
import type { Draft } from "../conversation/store";

type Options = {
  model: ModelInfo | null;
  /** The sample question of an empty draft, so that copied code can be run. */
  sample: string;
};

/**
 * Returns the body that sending the draft now would post. Without a draft, returns the last one.
 */
export function toNextBody(
  conversation: Conversation,
  draft: Draft,
  { model, sample }: Options,
): ChatBody | ImageBody {
  const write = (given: Conversation, upTo?: string): ChatBody | ImageBody =>
    model?.kind === "image" ? toImageBody(given, upTo) : toBody(given, upTo, model?.vision ?? true);
  const isEmpty = conversation.turns.length === 0;
  const hasMore = draft.images.length + draft.files.length > 0;
  const text = draft.text.trim() || (isEmpty && !hasMore ? sample : "");
  if (text === "" && !hasMore) return write(conversation, findLastAnswer(conversation));
  const { images, files } = draft;
  const question = createQuestion("", { text, images: [...images], files });
  return write({ ...conversation, turns: [...conversation.turns, question] });
}

function findLastAnswer({ turns }: Conversation): string | undefined {
  return turns.findLast(({ role }) => role === "assistant")?.id;
}
