import { createId, now } from "../page/browser";
import {
  createLazyEngine,
  type PageChat,
  type PageConversations,
  type UseEngine,
} from "./lazy-engine";
import type { ModelInfo } from "../conversation/models";
import type { GatewayFacts } from "../page/gateway-facts";
import type { Parameters } from "../conversation/parameters";
import { type Credentials, type ChatStore, createChatStore } from "../conversation/store";
import {
  areRemembered,
  forgetCredentials,
  keepCredentials,
  readCredentials,
} from "../api/credentials";
import { createLazyDraft, type PageDraft } from "../composer/lazy-draft";
import type { testCredentials } from "../api/lazy-api";
import { createModelLoader, type ModelLoader } from "../api/load-models";

/** The page's state and all of its actions. */
export type Playground = ModelLoader & {
  store: ChatStore;
  chat: PageChat;
  draftEditor: PageDraft;
  conversations: PageConversations;
  setModel: (model: string) => void;
  setParameters: (parameters: Parameters) => void;
  credentials: CredentialActions;
  /** For what is asked for late: the voice. */
  engine: UseEngine;
};

type CredentialActions = {
  restore: () => void;
  areRemembered: () => boolean;
  use: (credentials: Credentials, isRemembered: boolean) => void;
  forget: () => void;
  /** Returns the model that answered, or why none did. */
  test: (credentials: Credentials) => ReturnType<typeof testCredentials>;
};

/** What the server provided with the page. */
export type PageFacts = {
  gateway?: GatewayFacts | undefined;
  models?: readonly ModelInfo[] | undefined;
};

export function createPlayground(facts: PageFacts = {}): Playground {
  const store = createChatStore(facts);
  const engine = createLazyEngine(store, async () =>
    (await import("./page-engine")).createPageEngine(store),
  );
  const { chat, conversations } = engine;
  const change = (changed: { model?: string; parameters?: Parameters }): void => {
    if (store.getState().isElsewhere) return;
    store.setState(({ conversation, rival }) => ({
      conversation: { ...conversation, ...changed },
      // A model cannot be compared with itself.
      rival: rival === changed.model ? null : rival,
    }));
    // Before its first question there is nothing to store.
    if (store.getState().conversation.id !== "") void chat.save();
  };
  const modelLoader = createModelLoader({
    store,
    now,
    loadClient: () => Promise.all([engine.load(), loadApi()]),
    fetchModels: async (credentials) => (await loadApi()).fetchModels({ credentials, fetch, now }),
  });
  return {
    ...modelLoader,
    store,
    chat,
    draftEditor: createLazyDraft({ store, createId }),
    conversations,
    setModel: (model) => change({ model }),
    setParameters: (parameters) => change({ parameters }),
    credentials: createCredentialActions(store, modelLoader.askModels),
    engine: engine.use,
  };
}

const loadApi = () => import("../api/lazy-api");

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
      const { testCredentials } = await loadApi();
      const { conversation, models } = store.getState();
      return testCredentials({ credentials, fetch, now }, conversation.model, models);
    },
  };
}
