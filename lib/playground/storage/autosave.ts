import type { ConversationStore } from "./conversation-store";
import { createImageStore, type ImageStore } from "./image-store";
import type { ChatStore } from "../conversation/store";
import { attemptToKeep } from "./storage-error";
import { copyTurns, readImages } from "../conversation/turns";

export type Autosave = ImageStore & {
  /**
   * Writes the conversation as it is now; as one of its own where another tab has it, so that neither
   * writes over the other. A failure is shown and stops nothing.
   */
  save: () => Promise<void>;
  /** For what is not worth a copy: not done where another tab has the conversation. */
  saveOwn: () => Promise<void>;
  /** Goes on with a copy where another tab has the conversation. */
  part: () => Promise<void>;
  /** Saves, and then again and again until the result is called: a closed tab loses a second at most. */
  saveWhile: () => Promise<() => void>;
};

const SAVE_EVERY_MS = 1000;

type Deps = { store: ChatStore; archive: ConversationStore; createId: () => string };

export function createAutosave({ store, archive, createId }: Deps): Autosave {
  const images = createImageStore({ store, archive });
  const isElsewhere = (): boolean => store.getState().isElsewhere;

  const write = async (): Promise<void> => {
    if (isElsewhere()) {
      await copy();
      return;
    }
    const { conversation } = store.getState();
    const { id, title, updatedAt } = conversation;
    let isTaken = false;
    await attemptToKeep(store, async () => {
      // Nothing has been asked yet, so nothing can be lost.
      if (id === "") return;
      isTaken = !(await archive.save(conversation));
      if (isTaken) return;
      store.setState(({ entries }) => ({
        entries: [{ id, title, updatedAt }, ...entries.filter((other) => other.id !== id)],
      }));
    });
    // Several writes may learn of it at once; they are about one copy.
    if (isTaken) await (store.getState().conversation.id === id ? copy() : write());
  };
  const copy = async (): Promise<void> => {
    takeCopy(store, createId());
    const { conversation, undoable } = store.getState();
    await write();
    const copied = readImages([...conversation.turns, ...(undoable ?? [])]);
    await Promise.all(copied.map((image) => images.saveImage(image)));
  };
  const save = async (): Promise<void> => {
    await write();
    await images.retryImages();
  };
  return {
    ...images,
    save,
    saveOwn: async () => {
      if (!isElsewhere()) await save();
    },
    part: async () => {
      if (isElsewhere()) await copy();
    },
    saveWhile: async () => {
      await save();
      const timer = setInterval(() => void write(), SAVE_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

/** From here on this tab is about a conversation of its own. */
function takeCopy(store: ChatStore, id: string): void {
  store.setState(({ conversation, undoable, runningId }) => ({
    conversation: { ...conversation, id, turns: copyTurns(conversation.turns, id, runningId) },
    undoable: undoable && copyTurns(undoable, id, null),
    isElsewhere: false,
  }));
}
