import type { ChatBody, Conversation } from "./types";
import { toMessages } from "./to-messages";
import { toFields } from "./to-fields";
import { readBefore } from "./turns";

/**
 * Builds the body that is posted for the turns before `upTo`, or for all of them, without unset
 * fields. `sees` is false for a model that rejects images.
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
