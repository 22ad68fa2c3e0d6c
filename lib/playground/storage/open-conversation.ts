import type { Autosave } from "./autosave";
import type { ConversationStore } from "./conversation-store";
import { EMPTY_CONVERSATION } from "../conversation/empty";
import type { ChatState, ChatStore } from "../conversation/store";
import { interrupt, readImages } from "../conversation/turns";
import { dropObjectUrls } from "./object-urls";

export type OpenConversation = {
  /**
   * Opens a conversation. If this browser does not have it, the page reports that and stays as it
   * is.
   */
  open: (id: string) => Promise<void>;
  /** Takes the open conversation over from the tab that has it, after that tab has saved it. */
  takeOver: () => Promise<void>;
  /** Opens an empty conversation with only the model of the last one. */
  begin: () => Promise<void>;
  /** Does the same if the open conversation was deleted, so that Back does not lead to it. */
  replace: () => Promise<void>;
};

/** The actions of the chat, which continues in the open conversation. */
type OpenChat = Pick<Autosave, "save" | "forgetImages" | "saveImage"> & {
  leave: () => Promise<void>;
  endUndo: () => void;
};

export type OpenDeps = { store: ChatStore; conversationStore: ConversationStore; chat: OpenChat };
export type Attempt = (work: () => Promise<void>) => Promise<void>;

/** Manages the conversation that this tab shows, and whether the tab may change it. */
export function createOpenConversation(deps: OpenDeps, attempt: Attempt): OpenConversation {
  const { store, chat } = deps;
  const isOpen = (id: string): boolean => store.getState().conversation.id === id;
  const load = createLoad(deps, attempt);
  const clear = async (steps: number): Promise<void> => {
    await chat.leave();
    chat.endUndo();
    store.setState(({ conversation: { model }, visits }) => ({
      conversation: { ...EMPTY_CONVERSATION, model },
      isElsewhere: false,
      isUnknown: false,
      announcement: null,
      visits: visits + steps,
    }));
  };
  return {
    open: async (id) => {
      if (isOpen(id)) return;
      await chat.leave();
      await attempt(() => load(id));
    },
    takeOver: () => attempt(() => load(store.getState().conversation.id, true)),
    begin: () => clear(1),
    replace: () => clear(0),
  };
}

type Load = (id: string, isForced?: boolean) => Promise<void>;

function createLoad({ store, conversationStore, chat }: OpenDeps, attempt: Attempt): Load {
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
  const load: Load = async (id, isForced = false) => {
    const isOurs = await lock(id, isForced);
    try {
      const stored = await conversationStore.load(id);
      if (stored) {
        chat.endUndo();
        // An answer that was running in a closed tab was interrupted; another open tab may still be
        // running it.
        const conversation = isOurs ? { ...stored, turns: interrupt(stored.turns) } : stored;
        store.setState(({ visits }) => ({
          conversation,
          isElsewhere: !isOurs,
          isUnknown: false,
          announcement: null,
          visits: isOpen(id) ? visits : visits + 1,
        }));
      } else if (isOpen(id)) store.setState({ isElsewhere: !isOurs });
      else store.setState({ isUnknown: true });
    } finally {
      // If it could not be opened, the previous one stays.
      void lock(store.getState().conversation.id);
    }
  };
  store.subscribe((now, before) => {
    const { id } = now.conversation;
    const isOther = id !== before.conversation.id;
    // A conversation that cannot be loaded cannot be saved either, and the page reports it.
    if (isOther) lock(id).catch(() => {});
    if (!isOther && now.removed === before.removed) return;
    const kept = new Set(listUrls(now));
    dropObjectUrls(listUrls(before).filter((url) => !kept.has(url)));
  });
  return load;
}

/** Lists the addresses of all images that are shown or may be shown again. */
function listUrls({ conversation, undoable, removed }: ChatState): string[] {
  const gone = removed.flatMap(({ turns }) => turns);
  const turns = [...conversation.turns, ...(undoable ?? []), ...gone];
  return readImages(turns).map(({ url }) => url);
}
