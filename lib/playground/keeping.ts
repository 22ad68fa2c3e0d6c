import type { Archive } from "./archive";
import type { Picture } from "./conversation";
import { toPicturePrefix } from "./picture-key";
import type { ChatStore, StorageProblem } from "./state";

export type Keeper = {
  /** Writes the conversation as it is now. A failure is shown and stops nothing. */
  save: () => Promise<void>;
  /** One that does not fit is tried again with each save. */
  savePicture: (picture: Picture) => Promise<void>;
  dropPictures: (pictures: readonly Picture[]) => Promise<void>;
  /** A conversation was deleted: what of it did not fit is not tried again, and there is room now. */
  forget: (conversationId: string) => void;
  /** Saves, and then again and again until the result is called: a closed tab loses a second at most. */
  saveWhile: () => Promise<() => void>;
};

const SAVE_EVERY_MS = 1000;

export function createKeeper({ store, archive }: { store: ChatStore; archive: Archive }): Keeper {
  const unkept = new Map<string, Picture>();
  const tellUnkept = (): void => store.setState({ unkept: [...unkept.keys()] });
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      // That a text fits says nothing of a picture that does not.
      if (unkept.size === 0) store.setState({ storageProblem: null });
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const write = async (): Promise<void> => {
    const { conversation } = store.getState();
    await attempt(async () => {
      // Nothing has been asked yet, so nothing can be lost.
      if (conversation.id === "") return;
      await archive.save(conversation);
      const { id, title, updatedAt } = conversation;
      store.setState(({ entries }) => ({
        entries: [{ id, title, updatedAt }, ...entries.filter((other) => other.id !== id)],
      }));
    });
  };
  const savePicture = async (picture: Picture): Promise<void> => {
    if (picture.kind === "url") return;
    await attempt(async () => {
      try {
        await archive.savePicture(picture);
        unkept.delete(picture.id);
      } catch (error) {
        unkept.set(picture.id, picture);
        throw error;
      } finally {
        tellUnkept();
      }
    });
  };
  const save = async (): Promise<void> => {
    await write();
    for (const picture of unkept.values()) await savePicture(picture);
  };
  return {
    save,
    savePicture,
    dropPictures: async (pictures) => {
      for (const { id } of pictures) unkept.delete(id);
      tellUnkept();
      await attempt(() => archive.removePictures(pictures));
    },
    forget: (conversationId) => {
      const prefix = toPicturePrefix(conversationId);
      for (const { id, blobKey } of unkept.values()) {
        if (blobKey?.startsWith(prefix)) unkept.delete(id);
      }
      tellUnkept();
      if (store.getState().storageProblem !== null) void save();
    },
    saveWhile: async () => {
      await save();
      const timer = setInterval(() => void write(), SAVE_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

export function toStorageProblem(error: unknown): StorageProblem {
  return error instanceof DOMException && error.name === "QuotaExceededError"
    ? "full"
    : "unavailable";
}
