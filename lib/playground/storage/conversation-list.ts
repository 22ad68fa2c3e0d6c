import type { Conversation } from "../conversation/types";
import { type Removal, createRemoval } from "./removal";
import {
  type Attempt,
  createOpenConversation,
  type OpenConversation,
  type OpenDeps,
} from "./open-conversation";
import { toStorageProblem } from "./storage-error";

/** The stored conversations, of which one is open. */
export type ConversationList = Omit<OpenConversation, "replace"> &
  Removal & {
    /** Loads the stored entries into the list. */
    list: () => Promise<void>;
    rename: (id: string, title: string) => Promise<void>;
    /** Stores a conversation from elsewhere, and opens it. */
    add: (conversation: Conversation) => Promise<void>;
    /** Returns a conversation with its images; the open one in its current state. */
    read: (id: string) => Promise<Conversation | undefined>;
    /** Returns the whole text of each conversation, by its id. */
    readTexts: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  };

export function createConversationList(deps: OpenDeps): ConversationList {
  const { store, conversationStore } = deps;
  const attempt: Attempt = async (work) => {
    try {
      await work();
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const list = async (): Promise<void> =>
    store.setState({ entries: await conversationStore.list() });
  const { replace, ...conversation } = createOpenConversation(deps, attempt);
  return {
    ...conversation,
    ...createRemoval({ ...deps, attempt, list, replace, open: conversation.open }),
    list: () => attempt(list),
    rename: (id, title) =>
      attempt(async () => {
        const { conversation: open } = store.getState();
        if (open.id === id) store.setState({ conversation: { ...open, title } });
        await conversationStore.rename(id, title);
        await list();
      }),
    add: async (added) => {
      await attempt(async () => {
        await conversationStore.save(added);
        await list();
      });
      await conversation.open(added.id);
    },
    read: async (id) => {
      const { conversation: open } = store.getState();
      if (open.id === id) return open;
      let found: Conversation | undefined;
      await attempt(async () => {
        found = await conversationStore.load(id);
      });
      return found;
    },
    readTexts: async (ids) => {
      let texts: ReadonlyMap<string, string> = new Map();
      await attempt(async () => {
        texts = await conversationStore.readTexts(ids);
      });
      return texts;
    },
  };
}
