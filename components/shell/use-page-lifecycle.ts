import { useEffect, useState } from "react";

import { persistDraft } from "@/lib/playground/composer/persist-draft";

import { usePlayground } from "../context/playground";

/**
 * What happens around the page: what was kept comes back, and what is on its way is kept when the
 * page goes. False while the conversation is read back.
 */
export function usePageLifecycle(conversationId: string | null): boolean {
  const playground = usePlayground();
  const { store, chat, conversations, credentials } = playground;
  const [isRestored, setIsRestored] = useState(conversationId === null);

  useEffect(() => {
    credentials.restore();
    if (conversationId !== null)
      void conversations.open(conversationId).then(() => setIsRestored(true));
  }, [conversations, credentials, conversationId]);

  useEffect(() => persistDraft(store, sessionStorage), [store]);

  useEffect(() => {
    const onLeave = () => {
      if (store.getState().runningId !== null) void chat.save();
    };
    // What could not be kept without the network, since not even the code for it was there.
    const onReturn = () => {
      if (store.getState().storageProblem !== null) void chat.save();
    };
    window.addEventListener("pagehide", onLeave);
    window.addEventListener("online", onReturn);
    return () => {
      window.removeEventListener("pagehide", onLeave);
      window.removeEventListener("online", onReturn);
    };
  }, [store, chat]);

  useEffect(() => {
    const onHash = () => {
      if (!location.hash.startsWith("#s=")) return;
      void import("@/lib/playground/chat/share-link").then(({ readAddress }) =>
        readAddress(playground),
      );
    };
    onHash();
    // A link that is pasted into an open page does not load the page again.
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  }, [playground]);

  return isRestored;
}
