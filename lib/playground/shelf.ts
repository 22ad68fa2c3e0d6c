import type { Archive } from "./archive";
import { EMPTY_CONVERSATION } from "./begin";
import type { Chat } from "./chat";
import { toStorageProblem } from "./keeping";
import type { ChatStore } from "./state";

/** The conversations that are kept, of which one is open. */
export type Shelf = {
  /** Reads what there is into the list. */
  list: () => Promise<void>;
  open: (id: string) => Promise<void>;
  /** An empty one, with the model and nothing else of the last. */
  begin: () => Promise<void>;
  rename: (id: string, title: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

type Deps = { store: ChatStore; archive: Archive; chat: Chat };

export function createShelf({ store, archive, chat }: Deps): Shelf {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const readList = async (): Promise<void> => store.setState({ entries: await archive.list() });
  const load = async (id: string): Promise<void> => {
    const conversation = await archive.load(id);
    if (!conversation) return;
    chat.endUndo();
    store.setState({ conversation, announcement: null });
  };
  const begin = async (): Promise<void> => {
    await chat.stop();
    chat.endUndo();
    store.setState(({ conversation: { model } }) => ({
      conversation: { ...EMPTY_CONVERSATION, model },
      announcement: null,
    }));
  };
  return {
    list: () => attempt(readList),
    open: async (id) => {
      await chat.stop();
      await attempt(() => load(id));
    },
    begin,
    rename: (id, title) =>
      attempt(async () => {
        const { conversation } = store.getState();
        if (conversation.id === id) {
          store.setState({ conversation: { ...conversation, title } });
          await chat.save();
        } else {
          const kept = await archive.load(id);
          if (kept) await archive.save({ ...kept, title });
        }
        await readList();
      }),
    remove: async (id) => {
      if (store.getState().conversation.id === id) await begin();
      await attempt(async () => {
        await archive.remove(id);
        await readList();
        chat.forget(id);
      });
    },
  };
}
