import { createQuestion } from "../conversation/create";
import type { ChatBody, Conversation, ImageBody } from "../conversation/types";
import { toBody } from "../conversation/to-body";
import { toImageBody } from "../conversation/to-image-body";
import type { ModelInfo } from "../conversation/models";
import type { Draft } from "../conversation/store";

/** What would be posted if the draft were sent now; without one, what was posted last. */
export function toNextBody(
  conversation: Conversation,
  draft: Draft,
  model: ModelInfo | null,
): ChatBody | ImageBody {
  const write = (given: Conversation, upTo?: string): ChatBody | ImageBody =>
    model?.kind === "image" ? toImageBody(given, upTo) : toBody(given, upTo, model?.vision ?? true);
  const text = draft.text.trim();
  if (text === "" && draft.images.length === 0) {
    return write(conversation, findLastAnswer(conversation));
  }
  const question = createQuestion("", text, [...draft.images]);
  return write({ ...conversation, turns: [...conversation.turns, question] });
}

function findLastAnswer({ turns }: Conversation): string | undefined {
  return turns.findLast(({ role }) => role === "assistant")?.id;
}
