import type { ConversationList } from "../storage/conversation-list";
import type { ChatStore } from "../conversation/store";
import type { Chat } from "./actions";
import type { Engine } from "./engine";

/** The page's actions on a conversation. */
export type PageChat = Pick<
  Chat,
  "save" | "send" | "stop" | "regenerate" | "continueAnswer" | "resend" | "giveResult" | "undo"
> & { showVariant: (...parts: Parameters<Chat["showVariant"]>) => Promise<void> };

export type PageConversations = ConversationList;

export type LazyEngine = {
  chat: PageChat;
  conversations: PageConversations;
  /** Loads the engine before it is needed. */
  load: () => Promise<unknown>;
};

type Load = () => Promise<Engine>;
type Use = <Result>(
  work: (engine: Engine) => Result | Promise<Result>,
) => Promise<Result | undefined>;

/**
 * Creates an engine that is loaded on first use. If loading fails, the page reports it and keeps
 * what was written; the next attempt loads it again.
 */
export function createLazyEngine(store: ChatStore, load: Load): LazyEngine {
  let engine: Promise<Engine> | undefined;
  const open: Load = () =>
    (engine ??= load().catch((error: unknown) => {
      engine = undefined;
      throw error;
    }));
  const use: Use = async (work) => {
    let opened: Engine;
    try {
      opened = await open();
      store.setState({ isPartMissing: false });
    } catch {
      store.setState({ isPartMissing: true });
      return undefined;
    }
    return work(opened);
  };
  return { load: open, chat: toChat(use), conversations: toConversations(use) };
}

function toChat(use: Use): PageChat {
  return {
    save: () => use(({ chat }) => chat.save()),
    send: () => use(({ chat }) => chat.send()),
    stop: () => use(({ chat }) => chat.stop()),
    regenerate: (id) => use(({ chat }) => chat.regenerate(id)),
    continueAnswer: (id) => use(({ chat }) => chat.continueAnswer(id)),
    resend: (...parts) => use(({ chat }) => chat.resend(...parts)),
    giveResult: (...parts) => use(({ chat }) => chat.giveResult(...parts)),
    showVariant: (...parts) => use(({ chat }) => chat.showVariant(...parts)),
    undo: () => use(({ chat }) => chat.undo()),
  };
}

function toConversations(use: Use): PageConversations {
  return {
    open: (id) => use(({ conversations }) => conversations.open(id)),
    takeOver: () => use(({ conversations }) => conversations.takeOver()),
    begin: () => use(({ conversations }) => conversations.begin()),
    list: () => use(({ conversations }) => conversations.list()),
    rename: (...parts) => use(({ conversations }) => conversations.rename(...parts)),
    remove: (id) => use(({ conversations }) => conversations.remove(id)),
    add: (added) => use(({ conversations }) => conversations.add(added)),
    restore: (id) => use(({ conversations }) => conversations.restore(id)),
    read: (id) => use(({ conversations }) => conversations.read(id)),
    readTexts: async (ids) =>
      (await use(({ conversations }) => conversations.readTexts(ids))) ?? new Map(),
  };
}
