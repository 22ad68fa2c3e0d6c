import type { RefObject } from "react";

import { usePlayground } from "../context/playground";
import { WIDE } from "../context/use-media";
import type { PanelState, PanelTab } from "../inspector/use-panel";

/** Returns what the page does when a message is sent, and `ask`, which sends one at once. */
export function useAsking(panel: PanelState, composer: RefObject<HTMLTextAreaElement | null>) {
  const { store, draftEditor, chat } = usePlayground();
  // On narrow screens the panel would cover the conversation.
  const offer = (tab: PanelTab) => matchMedia(WIDE).matches && panel.offer(tab);
  const onSend = () => {
    // The first answer opens the wire view.
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
