import type { ConversationStore } from "./conversation-store";
import { createImageStore, type ImageStore } from "./image-store";
import type { ChatStore } from "../conversation/store";
import { attemptToSave } from "./storage-error";
import { copyTurns, readImages } from "../conversation/turns";

export type Autosave = ImageStore & {
  /**
   * Writes the conversation as it is now, unless another tab has it. A failure is shown but stops
   * nothing.
   */
  save: () => Promise<void>;
  /**
   * Saves repeatedly until the returned function is called, so that a closed tab loses at most a
   * second.
   */
  saveWhile: () => Promise<() => void>;
};

const SAVE_EVERY_MS = 1000;

type Deps = { store: ChatStore; conversationStore: ConversationStore; createId: () => string };

export function createAutosave({ store, conversationStore, createId }: Deps): Autosave {
  const images = createImageStore({ store, conversationStore });

  const write = async (): Promise<void> => {
    const { conversation, isElsewhere } = store.getState();
    const { id, title, updatedAt } = conversation;
    // Before its first question there is nothing to lose.
    if (id === "" || isElsewhere) return;
    let isRefused = false;
    await attemptToSave(store, async () => {
      isRefused = !(await conversationStore.save(conversation));
      if (isRefused) return;
      store.setState(({ entries }) => ({
        entries: [{ id, title, updatedAt }, ...entries.filter((other) => other.id !== id)],
      }));
    });
    if (isRefused) await fork(id);
  };
  /**
   * Without locks another tab may have changed it in the meantime. Neither tab overwrites the
   * other: this one saves a copy.
   */
  const fork = async (id: string): Promise<void> => {
    // Several writes may detect this at once, but only one copy is made.
    if (store.getState().conversation.id === id) takeCopy(store, createId());
    await write();
    const { conversation, undoable } = store.getState();
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
    saveWhile: async () => {
      await save();
      const timer = setInterval(() => void write(), SAVE_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

/** Gives this tab a conversation of its own from now on. */
function takeCopy(store: ChatStore, id: string): void {
  store.setState(({ conversation, undoable }) => ({
    conversation: { ...conversation, id, turns: copyTurns(conversation.turns, id) },
    undoable: undoable && copyTurns(undoable, id),
  }));
}
