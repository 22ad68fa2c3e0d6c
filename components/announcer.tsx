import type { Announcement } from "@/lib/playground/state";
import { CHAT } from "@/lib/playground/words/chat";

import { useChat } from "./playground-context";
import { useWords } from "./words";

/** For ears: an answer begins, is complete, was stopped. The log itself is silent. */
export function Announcer() {
  const words = useWords(CHAT);
  const announcement = useChat((state) => state.announcement);
  return <output className="visually-hidden">{toSentence(announcement, words)}</output>;
}

function toSentence(announcement: Announcement | null, words: (typeof CHAT)["en"]): string {
  switch (announcement?.kind) {
    case "generating":
      return words.generating;
    case "complete":
      return announcement.tokens === null
        ? words.complete
        : words.completeTokens(announcement.tokens);
    case "stopped":
      return words.stopped;
    case undefined:
      return "";
  }
}
