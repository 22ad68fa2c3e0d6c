import { useEffect } from "react";

import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/**
 * Names the tab after the conversation, for the list of tabs and the browser's history.
 */
export function useTitle(): void {
  const words = useChatWords();
  const title = useChat(({ conversation }) => conversation.title);
  useEffect(() => {
    document.title = title === "" ? words.title : `${title} · ${words.name}`;
  }, [title, words]);
}
