import type { ConversationStore } from "./conversation-store";

/** A conversation store that is loaded when it is first needed: merely looking at the page needs none. */
export function createLazyStore(load: () => Promise<ConversationStore>): ConversationStore {
  let conversationStore: Promise<ConversationStore> | undefined;
  // What could not be loaded while the network was gone is asked for again by the next who needs it.
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
