import { findVisionModel } from "@/lib/playground/conversation/models";

import { usePlayground } from "../context/playground";

/** Returns what can be done about a failed answer; its card offers what fits the failure. */
export function useFailureActions(answerId: string, onCredentials: () => void) {
  const { store, chat, setModel, setParameters } = usePlayground();
  const retry = () => void chat.regenerate(answerId);
  const retryWith = (change: { truncation: "auto" } | { detail: "low" }) => {
    setParameters({ ...store.getState().conversation.parameters, ...change });
    retry();
  };
  return {
    retry,
    useOwnKey: onCredentials,
    shorten: () => retryWith({ truncation: "auto" }),
    shrinkImage: () => retryWith({ detail: "low" }),
    switchModel: () => {
      const { models, conversation } = store.getState();
      const hasImage = conversation.turns.some(
        (turn) => turn.role === "user" && turn.images.length > 0,
      );
      const other = hasImage
        ? findVisionModel(models)
        : models.find(({ id, vision }) => !vision && id !== conversation.model);
      if (other) setModel(other.id);
      retry();
    },
  };
}
