import type { ConversationStore } from "./conversation-store";

/**
 * Creates a conversation store that is loaded on first use; merely looking at the page does not
 * need it.
 */
export function createLazyStore(load: () => Promise<ConversationStore>): ConversationStore {
  let conversationStore: Promise<ConversationStore> | undefined;
  // If loading fails without a network, the next use tries again.
  const open = (): Promise<ConversationStore> =>
    (conversationStore ??= load().catch((error: unknown) => {
      conversationStore = undefined;
      throw error;
    }));
  return {
    lock: async (id, options) => (await open()).lock(id, options),
    list: async () => (await open()).list(),
    readTexts: async (ids) => (await open()).readTexts(ids),
    load: async (id) => (await open()).load(id),
    save: async (conversation) => (await open()).save(conversation),
    rename: async (id, title) => (await open()).rename(id, title),
    saveImage: async (image) => (await open()).saveImage(image),
    removeImages: async (images) => (await open()).removeImages(images),
    remove: async (id) => (await open()).remove(id),
  };
}
