import type { ConversationStore } from "./conversation-store";
import type { Image } from "../conversation/types";
import { toImagePrefix } from "./image-key";
import type { ChatStore } from "../conversation/store";
import { attemptToKeep, toStorageProblem } from "./storage-error";

export type ImageStore = {
  /** Those from files. One that does not fit is tried again with each save of its conversation. */
  savePicture: (picture: Image) => Promise<void>;
  retryPictures: () => Promise<void>;
  dropPictures: (pictures: readonly Image[]) => Promise<void>;
  /** A conversation was deleted: what of it did not fit is not tried again. */
  forgetPictures: (conversationId: string) => void;
};

type Deps = { store: ChatStore; archive: ConversationStore };

export function createImageStore({ store, archive }: Deps): ImageStore {
  const unkept = new Map<string, Image>();
  const tell = (): void => store.setState({ unkept: [...unkept.keys()] });
  const savePicture = async (picture: Image): Promise<void> => {
    // By address there is nothing to keep, and nothing is left of one that was lost before.
    if (picture.kind === "url" || picture.url === "") return;
    await attemptToKeep(store, async () => {
      try {
        await archive.savePicture(picture);
        unkept.delete(picture.id);
      } catch (error) {
        unkept.set(picture.id, picture);
        throw error;
      } finally {
        tell();
      }
    });
  };
  return {
    savePicture,
    retryPictures: async () => {
      for (const picture of unkept.values()) await savePicture(picture);
    },
    dropPictures: async (pictures) => {
      for (const { id } of pictures) unkept.delete(id);
      tell();
      // That something could go says nothing of what does not fit.
      await archive.removePictures(pictures).catch((error: unknown) => {
        store.setState({ storageProblem: toStorageProblem(error) });
      });
    },
    forgetPictures: (conversationId) => {
      const prefix = toImagePrefix(conversationId);
      for (const { id, blobKey } of unkept.values()) {
        if (blobKey?.startsWith(prefix)) unkept.delete(id);
      }
      tell();
    },
  };
}
