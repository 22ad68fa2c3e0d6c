import { useEffect, useState } from "react";

import { persistDraft } from "@/lib/playground/composer/persist-draft";

import { usePlayground } from "../context/playground";

/**
 * Restores the stored conversation when the page opens, and stores a running answer when the page
 * closes. Returns false while the conversation is loaded.
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
    // Could not be stored offline, because the code for it had not been loaded.
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
    // A link pasted into an open page does not reload it.
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  }, [playground]);

  return isRestored;
}
