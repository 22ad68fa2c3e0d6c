import type { Turn } from "../conversation/types";
import type { Autosave } from "../storage/autosave";
import type { ChatStore } from "../conversation/store";
import { readImages } from "../conversation/turns";

export type Undo = {
  /** Restores the turns that a changed question removed. */
  undo: () => Promise<void>;
  /** Gives up the option to undo, and deletes images that only the removed turns referenced. */
  endUndo: () => void;
};

type Deps = {
  store: ChatStore;
  autosave: Autosave;
  stop: () => Promise<void>;
  putTurns: (turns: Turn[]) => void;
};

export function createUndo({ store, autosave, stop, putTurns }: Deps): Undo {
  return {
    undo: async () => {
      if (!store.getState().undoable) return;
      await stop();
      // Read now, because the stopped answer may belong to a copy of the conversation.
      const { undoable } = store.getState();
      if (!undoable) return;
      store.setState({ undoable: null });
      putTurns([...undoable]);
      await autosave.save();
    },
    endUndo: () => {
      const { undoable, conversation } = store.getState();
      if (!undoable) return;
      store.setState({ undoable: null });
      const kept = new Set(readImages(conversation.turns).map(({ id }) => id));
      const lost = readImages(undoable).filter(({ id }) => !kept.has(id));
      if (lost.length > 0) void autosave.dropImages(lost);
    },
  };
}
