import { findModel } from "../conversation/models";
import { readSent } from "../conversation/sent-turns";
import type { ChatState } from "../conversation/store";

type Given = Pick<ChatState, "draft" | "conversation" | "models">;

/** Returns why the chosen model would reject the draft; null if the model is unknown. */
export function findMisfit({
  draft,
  conversation,
  models,
}: Given): "blind" | "without-image" | null {
  const sees = findModel(models, conversation.model)?.vision;
  if (sees === undefined) return null;
  if (!sees) return draft.images.length > 0 ? "blind" : null;
  // An image that was sent before is sent again with each later question, unless it was rejected.
  const hasImage =
    draft.images.length > 0 ||
    readSent(conversation.turns).some((turn) => turn.role === "user" && turn.images.length > 0);
  return hasImage ? null : "without-image";
}
