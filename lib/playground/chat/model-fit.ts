import { findModel } from "../conversation/models";
import { readSent } from "../conversation/sent-turns";
import type { ChatState } from "../conversation/store";

type Given = Pick<ChatState, "draft" | "conversation" | "models">;

/** Why the chosen model would refuse what is to be sent; null while nobody knows the model. */
export function findMisfit({
  draft,
  conversation,
  models,
}: Given): "blind" | "without-image" | null {
  const sees = findModel(models, conversation.model)?.vision;
  if (sees === undefined) return null;
  if (!sees) return draft.images.length > 0 ? "blind" : null;
  // One that was sent before goes along with each question after it, unless it was refused.
  const hasImage =
    draft.images.length > 0 ||
    readSent(conversation.turns).some((turn) => turn.role === "user" && turn.images.length > 0);
  return hasImage ? null : "without-image";
}
