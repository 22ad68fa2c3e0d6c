import { useEffect } from "react";

import { usePlayground } from "../context/playground";

/**
 * The address names the open conversation, so that a reload opens it again, in this tab; elsewhere the
 * id means nothing. Each conversation that the reader goes to is a step that Back undoes.
 */
export function useAddress(): void {
  const { store, conversations } = usePlayground();
  useEffect(() => {
    const unsubscribe = store.subscribe((state, before) => {
      const { id } = state.conversation;
      const isVisit = state.visits !== before.visits;
      if (id !== before.conversation.id || isVisit) nameInAddress(id, isVisit);
      else if (state.isUnknown && !before.isUnknown) nameInAddress(id, false);
    });
    const onPop = () => {
      const id = readId();
      if (id === store.getState().conversation.id) return;
      void (id === "" ? conversations.begin() : conversations.open(id));
    };
    window.addEventListener("popstate", onPop);
    return () => {
      unsubscribe();
      window.removeEventListener("popstate", onPop);
    };
  }, [store, conversations]);
}

const readId = (): string => new URL(location.href).searchParams.get("c") ?? "";

function nameInAddress(id: string, isVisit: boolean): void {
  // Gone to with Back, or by the address that was opened.
  if (readId() === id) return;
  const address = new URL(location.href);
  if (id) address.searchParams.set("c", id);
  else address.searchParams.delete("c");
  address.searchParams.delete("lang");
  if (isVisit) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
