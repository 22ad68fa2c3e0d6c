import { createId, now, onNextFrame } from "../page/browser";
import { createConversationList, type ConversationList } from "../storage/conversation-list";
import { createLazyStore } from "../storage/lazy-store";
import type { ChatStore } from "../conversation/store";
import { type Chat, createChat } from "./actions";

export type Engine = { chat: Chat; conversations: ConversationList };

/** All that a conversation needs to go on and to be kept. Looking at the page needs none of it. */
export function createEngine(store: ChatStore): Engine {
  const conversationStore = createLazyStore(async () =>
    (await import("../storage/conversation-store")).createConversationStore(),
  );
  const chat = createChat({
    store,
    conversationStore,
    now,
    createId,
    onNextFrame,
    fill: async (...parts) => {
      const [{ fillLazily }, { pageRecorder }] = await Promise.all([
        import("../api/lazy-api"),
        import("../inspector/page-recorder"),
      ]);
      const { credentials } = store.getState();
      return fillLazily(parts, { credentials, now, fetch: pageRecorder.fetchAs(parts[2].wireId) });
    },
  });
  return { chat, conversations: createConversationList({ store, conversationStore, chat }) };
}
