import type { fetchModels } from "./lazy-api";
import { createNetworkFailure } from "./network-error";
import type { ChatStore, Credentials } from "../conversation/store";

export type ModelLoader = {
  /**
   * Loads the client, and the models if the page came without them. Tries again after a failure.
   */
  wake: () => Promise<void>;
  /** Requests the models even if they are known, on request or with other credentials. */
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
    // A newer request has started: this one used credentials that are no longer current.
    if (place !== count) return;
    // If the key was rejected, the same request would be rejected again; it takes another key.
    isAsked = outcome.ok || outcome.failure.status === UNAUTHORIZED;
    store.setState(
      outcome.ok
        ? { models: outcome.value, modelsFailure: null }
        : { modelsFailure: outcome.failure },
    );
  };
  return {
    askModels,
    wake: async () => {
      // Without a network it is loaded with the first message, which then reports what is wrong.
      await Promise.all([loadClient().catch(() => {}), isAsked ? undefined : askModels()]);
    },
  };
}

const UNAUTHORIZED = 401;
