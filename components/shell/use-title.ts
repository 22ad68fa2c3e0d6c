import { useEffect } from "react";

import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/**
 * The tab is called what the conversation is called, in a list of tabs as in the browser's history.
 */
export function useTitle(): void {
  const words = useChatWords();
  const title = useChat(({ conversation }) => conversation.title);
  useEffect(() => {
    document.title = title === "" ? words.title : `${title} · ${words.name}`;
  }, [title, words]);
}
