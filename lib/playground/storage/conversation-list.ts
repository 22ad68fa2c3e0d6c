import type { Autosave } from "./autosave";
import type { ConversationStore } from "./conversation-store";
import { EMPTY_CONVERSATION } from "../conversation/create";
import type { ChatState, ChatStore } from "../conversation/store";
import { toStorageProblem } from "./storage-error";
import { interrupt, readImages } from "../conversation/turns";
import { dropObjectUrls } from "./object-urls";

/** The conversations that are kept, of which one is open. */
export type ConversationList = OpenConversation & {
  /** Reads what there is into the list. */
  list: () => Promise<void>;
  rename: (id: string, title: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

type OpenConversation = {
  open: (id: string) => Promise<void>;
  /** Takes the open conversation from the tab that has it, after that tab has saved it. */
  takeOver: () => Promise<void>;
  /** An empty one, with the model and nothing else of the last. */
  begin: () => Promise<void>;
};

/** What it needs of the chat, which goes on in the conversation that is open. */
type Chat = Pick<Autosave, "save" | "forgetImages"> & {
  leave: () => Promise<void>;
  endUndo: () => void;
};

type Deps = { store: ChatStore; conversationStore: ConversationStore; chat: Chat };
type Attempt = (work: () => Promise<void>) => Promise<void>;

export function createConversationList(deps: Deps): ConversationList {
  const { store, conversationStore, chat } = deps;
  const attempt: Attempt = async (work) => {
    try {
      await work();
    } catch (error) {
      store.setState({ storageProblem: toStorageProblem(error) });
    }
  };
  const list = async (): Promise<void> =>
    store.setState({ entries: await conversationStore.list() });
  const conversation = createOpenConversation(deps, attempt);
  return {
    ...conversation,
    list: () => attempt(list),
    rename: (id, title) =>
      attempt(async () => {
        const { conversation: open } = store.getState();
        if (open.id === id) store.setState({ conversation: { ...open, title } });
        await conversationStore.rename(id, title);
        await list();
      }),
    remove: async (id) => {
      if (store.getState().conversation.id === id) await conversation.begin();
      await attempt(async () => {
        await conversationStore.remove(id);
        await list();
        chat.forgetImages(id);
        // There is room now for what did not fit.
        if (store.getState().storageProblem !== null) await chat.save();
      });
    },
  };
}

function createOpenConversation(
  { store, conversationStore, chat }: Deps,
  attempt: Attempt,
): OpenConversation {
  const isOpen = (id: string): boolean => store.getState().conversation.id === id;
  const lock = (id: string, isForced = false): Promise<boolean> =>
    conversationStore.lock(id, {
      isForced,
      onGain: () => void (isOpen(id) && attempt(() => load(id))),
      onLoss: async () => {
        await chat.leave();
        chat.endUndo();
        await chat.save();
        if (isOpen(id)) store.setState({ isElsewhere: true });
      },
    });
  const load = async (id: string, isForced = false): Promise<void> => {
    const isOurs = await lock(id, isForced);
    try {
      const stored = await conversationStore.load(id);
      if (stored) {
        chat.endUndo();
        // What was on its way in a tab that is gone has been interrupted; another tab may well go on.
        const conversation = isOurs ? { ...stored, turns: interrupt(stored.turns) } : stored;
        store.setState({ conversation, isElsewhere: !isOurs, announcement: null });
      } else if (isOpen(id)) store.setState({ isElsewhere: !isOurs });
    } finally {
      // Where it could not be opened, the one before stays.
      void lock(store.getState().conversation.id);
    }
  };
  store.subscribe((now, before) => {
    const { id } = now.conversation;
    if (id === before.conversation.id) return;
    // What cannot be loaded now cannot save either, and that is told.
    lock(id).catch(() => {});
    const kept = new Set(listUrls(now));
    dropObjectUrls(listUrls(before).filter((url) => !kept.has(url)));
  });
  return {
    open: async (id) => {
      if (isOpen(id)) return;
      await chat.leave();
      await attempt(() => load(id));
    },
    takeOver: () => attempt(() => load(store.getState().conversation.id, true)),
    begin: async () => {
      await chat.leave();
      chat.endUndo();
      store.setState(({ conversation: { model } }) => ({
        conversation: { ...EMPTY_CONVERSATION, model },
        isElsewhere: false,
        announcement: null,
      }));
    },
  };
}

/** The addresses of all images that are shown, or may be shown again. */
function listUrls({ conversation, undoable }: ChatState): string[] {
  return readImages([...conversation.turns, ...(undoable ?? [])]).map(({ url }) => url);
}
