import type { ConversationList } from "../storage/conversation-list";
import type { ChatStore } from "../conversation/store";
import type { Chat } from "./actions";
import type { Engine } from "./engine";

/** The engine's actions as the page calls them. Each promise resolves when the action has ended. */
export type LazyEngine = {
  chat: Pick<Chat, "send" | "stop" | "regenerate" | "resend" | "giveResult" | "undo" | "save"> & {
    showVariant: (...given: Parameters<Chat["showVariant"]>) => Promise<void>;
  };
  conversations: ConversationList;
};

/**
 * Loads the engine on first use, because viewing the page does not need it. If it cannot be loaded,
 * for example offline, a banner says so, nothing is lost, and the next action tries again.
 */
export function createLazyEngine(store: ChatStore, load: () => Promise<Engine>): LazyEngine {
  let engine: Promise<Engine> | undefined;
  const work = async (act: (engine: Engine) => void | Promise<void>): Promise<void> => {
    engine ??= load();
    const loaded = await engine.catch(() => {
      engine = undefined;
    });
    if (store.getState().isPartMissing !== !loaded) store.setState({ isPartMissing: !loaded });
    if (loaded) await act(loaded);
  };
  return {
    chat: {
      send: () => work(({ chat }) => chat.send()),
      stop: () => work(({ chat }) => chat.stop()),
      regenerate: (answerId) => work(({ chat }) => chat.regenerate(answerId)),
      resend: (...given) => work(({ chat }) => chat.resend(...given)),
      showVariant: (...given) => work(({ chat }) => chat.showVariant(...given)),
      giveResult: (...given) => work(({ chat }) => chat.giveResult(...given)),
      undo: () => work(({ chat }) => chat.undo()),
      save: () => work(({ chat }) => chat.save()),
    },
    conversations: {
      list: () => work(({ conversations }) => conversations.list()),
      open: (id) => work(({ conversations }) => conversations.open(id)),
      begin: () => work(({ conversations }) => conversations.begin()),
      takeOver: () => work(({ conversations }) => conversations.takeOver()),
      rename: (...given) => work(({ conversations }) => conversations.rename(...given)),
      remove: (id) => work(({ conversations }) => conversations.remove(id)),
    },
  };
}
