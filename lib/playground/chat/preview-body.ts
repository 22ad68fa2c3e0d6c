import { createQuestion } from "../conversation/create";
import type { ChatBody, Conversation } from "../conversation/types";
import { toBody } from "../conversation/to-body";
import type { Draft } from "../conversation/store";

/** What would be posted if the draft were sent now; without one, what was posted last. */
export function toNextBody(conversation: Conversation, draft: Draft, sees: boolean): ChatBody {
  const text = draft.text.trim();
  if (text === "" && draft.images.length === 0) {
    return toBody(conversation, findLastAnswer(conversation), sees);
  }
  const question = createQuestion("", text, [...draft.images]);
  return toBody({ ...conversation, turns: [...conversation.turns, question] }, undefined, sees);
}

function findLastAnswer({ turns }: Conversation): string | undefined {
  return turns.findLast(({ role }) => role === "assistant")?.id;
}
