import { createQuestion } from "../conversation/create";
import type { ChatBody, Conversation } from "../conversation/types";
import { toBody } from "../conversation/to-body";
import type { Draft } from "../conversation/store";

/** @param sample what is asked where nothing was written yet: code that is copied can be run */
type Options = { sees: boolean; sample: string };

/** What would be posted if the draft were sent now; without one, what was posted last. */
export function toNextBody(
  conversation: Conversation,
  draft: Draft,
  { sees, sample }: Options,
): ChatBody {
  const isEmpty = conversation.turns.length === 0;
  const hasMore = draft.images.length + draft.files.length > 0;
  const text = draft.text.trim() || (isEmpty && !hasMore ? sample : "");
  if (text === "" && !hasMore) {
    return toBody(conversation, findLastAnswer(conversation), sees);
  }
  const question = createQuestion("", { text, images: [...draft.images], files: draft.files });
  return toBody({ ...conversation, turns: [...conversation.turns, question] }, undefined, sees);
}

function findLastAnswer({ turns }: Conversation): string | undefined {
  return turns.findLast(({ role }) => role === "assistant")?.id;
}
