import { interpolate } from "@/lib/playground/inspector/interpolate";
import type { Announcement } from "@/lib/playground/conversation/store";

import type { ChatWords } from "@/lib/playground/i18n/chat";
import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/** Announces to screen readers when an answer begins, is complete or was stopped. */
export function Announcer() {
  const words = useChatWords();
  const announcement = useChat((state) => state.announcement);
  return <output className="visually-hidden">{toSentence(announcement, words)}</output>;
}

function toSentence(announcement: Announcement | null, words: ChatWords): string {
  switch (announcement?.kind) {
    case "generating":
      return words.generating;
    case "complete":
      return announcement.tokens === null
        ? words.complete
        : interpolate(words.completeTokens, { count: announcement.tokens });
    case "stopped":
      return words.stopped;
    case undefined:
      return "";
  }
}
