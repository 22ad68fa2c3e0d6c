import { findMisfit } from "@/lib/playground/chat/model-fit";
import type { ChatState } from "@/lib/playground/conversation/store";

import { useChat } from "../context/playground";
import { createPart, useLazyModule } from "../ui/use-lazy-module";

const ADDING = createPart(() => import("./add-menu"));
const DRAFT = createPart(() => import("./draft-parts"));
const PARAMETER_CHIPS = createPart(() => import("./parameter-chips"));
const SIMULATIONS = createPart(() => import("./simulations"));
const UNDO_BAR = createPart(() => import("./undo-bar"));

/** Shorter texts are far from any model's limit, unless what was said before is long. */
const LONG_TEXT = 400;

/** What stands around the box when there is a reason for it; most of the time there is none. */
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
  // In front of a simulator: what it can be asked to play.
  const simulations = useLazyModule(
    SIMULATIONS,
    useChat(({ draft: { text }, gateway }) => gateway.isSimulated && text.startsWith("/")),
  );
  return { adding, draft, chips, undo, simulations };
}

/** There is more to be seen of the draft than its text. */
function hasMore(state: ChatState): boolean {
  const { text, images, files, notice } = state.draft;
  if (images.length > 0 || files.length > 0 || notice !== null || state.rival !== null) return true;
  const isLong = text.length + state.conversation.turns.length * LONG_TEXT > LONG_TEXT;
  return (text !== "" && isLong) || findMisfit(state) !== null;
}
