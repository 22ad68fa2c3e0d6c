import type { fetchModels } from "./lazy-api";
import { createNetworkFailure } from "./network-error";
import type { ChatStore, Credentials } from "../conversation/store";

export type ModelLoader = {
  /** Loads the client; asks for the models where the page came without them. Again after it failed. */
  wake: () => Promise<void>;
  /** Asks for the models, whatever was answered before: on request, or with other credentials. */
  askModels: () => Promise<void>;
};

type Deps = {
  store: ChatStore;
  now: () => number;
  loadClient: () => Promise<unknown>;
  fetchModels: (credentials: Credentials) => ReturnType<typeof fetchModels>;
};

export function createModelLoader({ store, now, loadClient, fetchModels }: Deps): ModelLoader {
  let isAsked = store.getState().models.length > 0;
  let count = 0;
  const askModels = async (): Promise<void> => {
    isAsked = true;
    const place = (count += 1);
    const { credentials } = store.getState();
    const outcome = await fetchModels(credentials).catch((error: unknown) => ({
      ok: false as const,
      failure: createNetworkFailure(String(error), now()),
    }));
    // Asked again meanwhile: this was with credentials that are no longer used.
    if (place !== count) return;
    // Refused for its key, the same question is refused again; what helps is another key.
    isAsked = outcome.ok || outcome.failure.status === UNAUTHORIZED;
    if (!outcome.ok) return store.setState({ modelsFailure: outcome.failure });
    const { models, voice } = outcome.value;
    store.setState(({ gateway }) => ({
      models,
      gateway: { ...gateway, voice },
      modelsFailure: null,
    }));
  };
  return {
    askModels,
    wake: async () => {
      // Without the network it is loaded with the first message, which tells what is wrong.
      await Promise.all([loadClient().catch(() => {}), isAsked ? undefined : askModels()]);
    },
  };
}

const UNAUTHORIZED = 401;
