import type { RefObject } from "react";

import { usePlayground } from "../context/playground";
import { WIDE } from "../context/use-media";
import type { PanelState, PanelTab } from "../inspector/use-panel";

/** What happens around a message that is sent, and how one is sent at a press. */
export function useAsking(panel: PanelState, composer: RefObject<HTMLTextAreaElement | null>) {
  const { store, draftEditor, chat } = usePlayground();
  // Only where it hides nothing.
  const offer = (tab: PanelTab) => matchMedia(WIDE).matches && panel.offer(tab);
  const onSend = () => {
    // The first answer is the time to show what a wire looks like.
    if (store.getState().conversation.turns.length === 0) offer("wire");
  };
  const ask = (text: string) => {
    draftEditor.setText(text);
    onSend();
    void chat.send();
    composer.current?.focus();
  };
  return { offer, onSend, ask };
}
