import { createId, now, onNextFrame } from "../page/browser";
import { type Chat, createChat } from "./actions";
import type { Parameters } from "../conversation/parameters";
import { type Credentials, type ChatStore, createChatStore } from "../conversation/store";
import {
  areRemembered,
  forgetCredentials,
  keepCredentials,
  readCredentials,
} from "../api/credentials";
import { createDraftEditor, type DraftEditor } from "../composer/draft";
import type { testCredentials } from "../api/lazy-api";
import { createLazyStore } from "../storage/lazy-store";
import { createConversationList, type ConversationList } from "../storage/conversation-list";
import { createModelLoader, type ModelLoader } from "../api/load-models";

/** The page's state and everything that can be done with it. */
export type Playground = ModelLoader & {
  store: ChatStore;
  chat: Chat;
  drafting: DraftEditor;
  shelf: ConversationList;
  setModel: (model: string) => void;
  setParameters: (parameters: Parameters) => void;
  credentials: CredentialActions;
};

type CredentialActions = {
  restore: () => void;
  areRemembered: () => boolean;
  use: (credentials: Credentials, isRemembered: boolean) => void;
  forget: () => void;
  /** The model that answered, or why none did. */
  test: (credentials: Credentials) => ReturnType<typeof testCredentials>;
};

export function createPlayground(): Playground {
  const store = createChatStore();
  const archive = createLazyStore(async () =>
    (await import("../storage/conversation-store")).createConversationStore(),
  );
  store.subscribe(({ conversation: { id } }, before) => {
    // What cannot be loaded now cannot save either, and that is told.
    if (id !== before.conversation.id) archive.claim(id).catch(() => {});
  });
  const chat = createChat({
    store,
    archive,
    now,
    createId,
    onNextFrame,
    fill: async (...parts) => {
      const [{ fillLazily }, { pageRecorder }] = await Promise.all([
        import("../api/lazy-api"),
        import("../inspector/page-recorder"),
      ]);
      const { credentials } = store.getState();
      return fillLazily(parts, { credentials, now, fetch: pageRecorder.fetchAs(parts[2].wireId) });
    },
  });
  const change = (changed: { model?: string; parameters?: Parameters }): void => {
    store.setState(({ conversation }) => ({ conversation: { ...conversation, ...changed } }));
    // Before its first question a conversation is kept nowhere.
    if (store.getState().conversation.id !== "") void chat.saveOwn();
  };
  const waking = createModelLoader({
    store,
    now,
    fetchModels: async (credentials) =>
      (await import("../api/lazy-api")).fetchModels({ credentials, fetch, now }),
  });
  return {
    ...waking,
    store,
    chat,
    drafting: createDraftEditor({ store, createId }),
    shelf: createConversationList({ store, archive, chat }),
    setModel: (model) => change({ model }),
    setParameters: (parameters) => change({ parameters }),
    credentials: createCredentialActions(store, waking.askModels),
  };
}

const stores = () => ({ session: sessionStorage, local: localStorage });

function createCredentialActions(
  store: ChatStore,
  onChange: () => Promise<void>,
): CredentialActions {
  return {
    restore: () => store.setState({ credentials: readCredentials(stores()) }),
    areRemembered: () => areRemembered(localStorage),
    use: (credentials, isRemembered) => {
      keepCredentials(credentials, isRemembered, stores());
      store.setState({ credentials });
      void onChange();
    },
    forget: () => {
      forgetCredentials(stores());
      store.setState({ credentials: { mode: "server" } });
      void onChange();
    },
    test: async (credentials) => {
      const gateway = await import("../api/lazy-api");
      return gateway.testCredentials(
        { credentials, fetch, now },
        store.getState().conversation.model,
      );
    },
  };
}
