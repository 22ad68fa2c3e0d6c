import type { ConversationStore } from "./conversation-store";
import type { Image } from "../conversation/types";
import { toImagePrefix } from "../conversation/turns";
import type { ChatStore } from "../conversation/store";
import { dropObjectUrls } from "./object-urls";
import { attemptToSave, toStorageProblem } from "./storage-error";

export type ImageStore = {
  /** Those from files. One that does not fit is tried again with each save of its conversation. */
  saveImage: (image: Image) => Promise<void>;
  retryImages: () => Promise<void>;
  dropImages: (images: readonly Image[]) => Promise<void>;
  /** A conversation was deleted: what of it did not fit is not tried again. */
  forgetImages: (conversationId: string) => void;
};

type Deps = { store: ChatStore; conversationStore: ConversationStore };

export function createImageStore({ store, conversationStore }: Deps): ImageStore {
  const unsaved = new Map<string, Image>();
  const tell = (): void => store.setState({ unsaved: [...unsaved.keys()] });
  const saveImage = async (image: Image): Promise<void> => {
    // By address there is nothing to keep, and nothing is left of one that was lost before.
    if (image.kind === "url" || image.url === "") return;
    await attemptToSave(store, async () => {
      try {
        await conversationStore.saveImage(image);
        unsaved.delete(image.id);
      } catch (error) {
        unsaved.set(image.id, image);
        throw error;
      } finally {
        tell();
      }
    });
  };
  return {
    saveImage,
    retryImages: async () => {
      for (const image of unsaved.values()) await saveImage(image);
    },
    dropImages: async (images) => {
      for (const { id } of images) unsaved.delete(id);
      tell();
      dropObjectUrls(images.map(({ url }) => url));
      // That something could go says nothing of what does not fit.
      await conversationStore.removeImages(images).catch((error: unknown) => {
        store.setState({ storageProblem: toStorageProblem(error) });
      });
    },
    forgetImages: (conversationId) => {
      const prefix = toImagePrefix(conversationId);
      for (const { id, blobKey } of unsaved.values()) {
        if (blobKey?.startsWith(prefix)) unsaved.delete(id);
      }
      tell();
    },
  };
}
