import { findMisfit } from "@/lib/playground/chat/model-fit";
import type { ChatState } from "@/lib/playground/conversation/store";

import { useChat } from "../context/playground";
import { createPart, useLazyModule } from "../ui/use-lazy-module";

const ADDING = createPart(() => import("./add-menu"));
const DRAFT = createPart(() => import("./draft-parts"));
const PARAMETER_CHIPS = createPart(() => import("./parameter-chips"));
const SIMULATIONS = createPart(() => import("./simulations"));
const UNDO_BAR = createPart(() => import("./undo-bar"));

/** Shorter texts are far from any model's limit, unless the conversation is long. */
const LONG_TEXT = 400;

/** Chooses which parts to load around the box; most of the time none. */
export function useParts(isAdding: boolean) {
  const adding = useLazyModule(ADDING, isAdding);
  const draft = useLazyModule(DRAFT, useChat(hasMore));
  const chips = useLazyModule(
    PARAMETER_CHIPS,
    useChat(({ conversation }) => Object.keys(conversation.parameters).length > 0),
  );
  const undo = useLazyModule(
    UNDO_BAR,
    useChat(({ undoable, removed }) => undoable !== null || removed.length > 0),
  );
  // In front of a simulator, its commands.
  const simulations = useLazyModule(
    SIMULATIONS,
    useChat(({ draft: { text }, gateway }) => gateway.isSimulated && text.startsWith("/")),
  );
  return { adding, draft, chips, undo, simulations };
}

/** Returns whether the draft has more than text. */
function hasMore(state: ChatState): boolean {
  const { text, images, files, notice } = state.draft;
  if (images.length > 0 || files.length > 0 || notice !== null || state.rival || state.dictation)
    return true;
  const isLong = text.length + state.conversation.turns.length * LONG_TEXT > LONG_TEXT;
  return (text !== "" && isLong) || findMisfit(state) !== null;
}
