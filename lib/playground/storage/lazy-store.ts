import type { ConversationStore } from "./conversation-store";

/** An archive that is loaded when it is first needed: who only looks at the page needs none. */
export function createLazyStore(load: () => Promise<ConversationStore>): ConversationStore {
  let archive: Promise<ConversationStore> | undefined;
  // What could not be loaded while the network was gone is asked for again by the next who needs it.
  const open = (): Promise<ConversationStore> =>
    (archive ??= load().catch((error: unknown) => {
      archive = undefined;
      throw error;
    }));
  return {
    claim: async (id, onFree) => (await open()).claim(id, onFree),
    list: async () => (await open()).list(),
    load: async (id) => (await open()).load(id),
    save: async (conversation) => (await open()).save(conversation),
    rename: async (id, title) => (await open()).rename(id, title),
    saveImage: async (image) => (await open()).saveImage(image),
    removeImages: async (images) => (await open()).removeImages(images),
    remove: async (id) => (await open()).remove(id),
  };
}
