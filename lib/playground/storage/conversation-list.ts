import type { Autosave } from "./autosave";
import type { ConversationStore } from "./conversation-store";
import { EMPTY_CONVERSATION } from "../conversation/create";
import type { ChatStore } from "../conversation/store";
import { toStorageProblem } from "./storage-error";
import { interrupt } from "../conversation/turns";

/** The conversations that are kept, of which one is open. */
export type ConversationList = {
  /** Reads what there is into the list. */
  list: () => Promise<void>;
  open: (id: string) => Promise<void>;
  /** An empty one, with the model and nothing else of the last. */
  begin: () => Promise<void>;
  rename: (id: string, title: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

/** What it needs of the chat, which goes on in the conversation that is open. */
type Chat = Pick<Autosave, "saveOwn" | "forgetImages"> & {
  leave: () => Promise<void>;
  endUndo: () => void;
};

type Deps = { store: ChatStore; archive: ConversationStore; chat: Chat };

export function createConversationList({ store, archive, chat }: Deps): ConversationList {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const readList = async (): Promise<void> => store.setState({ entries: await archive.list() });
  const load = async (id: string): Promise<void> => {
    const isOurs = await archive.claim(id, () => void attempt(() => reload(id)));
    try {
      const kept = await archive.load(id);
      if (!kept) return;
      chat.endUndo();
      // What was on its way in a tab that is gone has been interrupted; another tab may well go on.
      const conversation = isOurs ? { ...kept, turns: interrupt(kept.turns) } : kept;
      store.setState({ conversation, isElsewhere: !isOurs, announcement: null });
    } finally {
      // Where it could not be opened, the one before stays.
      void archive.claim(store.getState().conversation.id);
    }
  };
  /** The tab that had it is done: what it has made of it is shown here. */
  const reload = async (id: string): Promise<void> => {
    const { conversation, isElsewhere } = store.getState();
    if (isElsewhere && conversation.id === id) await load(id);
  };
  const begin = async (): Promise<void> => {
    await chat.leave();
    chat.endUndo();
    store.setState(({ conversation: { model } }) => ({
      conversation: { ...EMPTY_CONVERSATION, model },
      isElsewhere: false,
      announcement: null,
    }));
  };
  return {
    list: () => attempt(readList),
    open: async (id) => {
      if (id === store.getState().conversation.id) return;
      await chat.leave();
      await attempt(() => load(id));
    },
    begin,
    rename: (id, title) =>
      attempt(async () => {
        const { conversation } = store.getState();
        if (conversation.id === id) store.setState({ conversation: { ...conversation, title } });
        await archive.rename(id, title);
        await readList();
      }),
    remove: async (id) => {
      if (store.getState().conversation.id === id) await begin();
      await attempt(async () => {
        await archive.remove(id);
        await readList();
        chat.forgetImages(id);
        // There is room now for what did not fit.
        if (store.getState().storageProblem !== null) await chat.saveOwn();
      });
    },
  };
}
