import type { Archive } from "./archive";
import type { ChatStore, DraftPicture, StorageProblem } from "./state";

export type Keeper = {
  /** Writes the conversation as it is now. A failure is shown and stops nothing. */
  save: () => Promise<void>;
  savePicture: (picture: DraftPicture) => Promise<void>;
  /** Saves, and then again and again until the result is called: a closed tab loses a second at most. */
  saveWhile: () => Promise<() => void>;
};

const SAVE_EVERY_MS = 1000;

export function createKeeper({ store, archive }: { store: ChatStore; archive: Archive }): Keeper {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      store.setState({ storageProblem: null });
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const save = async (): Promise<void> => {
    const { conversation } = store.getState();
    if (conversation.id === "") return;
    await attempt(async () => {
      await archive.save(conversation);
      const { id, title, updatedAt } = conversation;
      store.setState(({ entries }) => ({
        entries: [{ id, title, updatedAt }, ...entries.filter((other) => other.id !== id)],
      }));
    });
  };
  return {
    save,
    savePicture: async ({ blob, ...picture }) => {
      if (blob) await attempt(() => archive.savePicture(picture, blob));
    },
    saveWhile: async () => {
      await save();
      const timer = setInterval(() => void save(), SAVE_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

export function toStorageProblem(error: unknown): StorageProblem {
  return error instanceof DOMException && error.name === "QuotaExceededError"
    ? "full"
    : "unavailable";
}
