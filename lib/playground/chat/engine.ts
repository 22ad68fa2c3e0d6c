import { type ConversationList, createConversationList } from "../storage/conversation-list";
import { type Chat, type ChatDeps, createChat } from "./actions";

/** Everything that changes conversations. */
export type Engine = { chat: Chat; conversations: ConversationList };

export function createEngine(deps: ChatDeps): Engine {
  const chat = createChat(deps);
  return { chat, conversations: createConversationList({ ...deps, chat }) };
}
