import type { ChatBody, Conversation } from "./types";
import { toMessages } from "./to-messages";
import { toFields } from "./to-fields";
import { readBefore } from "./turns";

/**
 * What is posted for the turns before `upTo`, or for all of them: the very object, with what is not
 * set left out. `sees` is false for a model that refuses images.
 */
export function toBody(conversation: Conversation, upTo?: string, sees = true): ChatBody {
  const { model, parameters, turns } = conversation;
  const asked = upTo === undefined ? turns : readBefore(turns, upTo);
  const { system, detail } = parameters;
  return {
    model,
    messages: [
      ...(system?.trim() ? [{ role: "system", content: system }] : []),
      ...toMessages(asked, { sees, ...(detail && { detail }) }),
    ],
    ...toFields(parameters),
  };
}
