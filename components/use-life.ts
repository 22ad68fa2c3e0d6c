import { useEffect, useState } from "react";

import { usePlayground } from "./playground-context";

/**
 * What happens around the page: what was kept comes back, the address names the open conversation,
 * and what is on its way is kept when the page goes. False while the conversation is read back.
 */
export function useLife(conversationId: string | null): boolean {
  const { store, chat, shelf, credentials } = usePlayground();
  const [isRestored, setIsRestored] = useState(conversationId === null);

  useEffect(() => {
    credentials.restore();
    void shelf.restore(conversationId).then(() => setIsRestored(true));
  }, [shelf, credentials, conversationId]);

  useEffect(() => {
    const unsubscribe = store.subscribe(({ conversation: { id } }, before) => {
      if (id !== before.conversation.id) nameInAddress(id);
    });
    const onLeave = () => {
      if (store.getState().runningId !== null) void chat.save();
    };
    window.addEventListener("pagehide", onLeave);
    return () => {
      unsubscribe();
      window.removeEventListener("pagehide", onLeave);
    };
  }, [store, chat]);

  return isRestored;
}

/** So that a reload opens it again, in this tab; elsewhere the id means nothing. */
function nameInAddress(id: string): void {
  const address = new URL(location.href);
  if (id) address.searchParams.set("c", id);
  else address.searchParams.delete("c");
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
}
