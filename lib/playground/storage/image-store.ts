import type { ConversationStore } from "./conversation-store";
import type { Image } from "../conversation/types";
import { toImagePrefix } from "../conversation/turns";
import type { ChatStore } from "../conversation/store";
import { dropObjectUrls } from "./object-urls";
import { attemptToSave, toStorageProblem } from "./storage-error";

export type ImageStore = {
  /** Stores an image from a file. If it does not fit, each save of its conversation tries again. */
  saveImage: (image: Image) => Promise<void>;
  retryImages: () => Promise<void>;
  dropImages: (images: readonly Image[]) => Promise<void>;
  /** Stops further attempts for the images of a deleted conversation. */
  forgetImages: (conversationId: string) => void;
};

type Deps = { store: ChatStore; conversationStore: ConversationStore };

export function createImageStore({ store, conversationStore }: Deps): ImageStore {
  const unsaved = new Map<string, Image>();
  const tell = (): void => store.setState({ unsaved: [...unsaved.keys()] });
  const saveImage = async (image: Image): Promise<void> => {
    // There is nothing to store for an image by address, or for one that was already lost.
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
      // A successful deletion does not mean that there is room for what did not fit.
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
