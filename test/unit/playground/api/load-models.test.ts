import { describe, expect, it } from "vitest";

import { type Credentials, createChatStore } from "@/lib/playground/conversation/store";
import { createNetworkFailure } from "@/lib/playground/api/network-error";
import { createModelLoader } from "@/lib/playground/api/load-models";

import { toModel } from "../samples";

const MODEL = toModel("lite");
const KEY: Credentials = { mode: "gateway", key: "k" };

/** Starts a gateway that requires a key, and fails with this status without one. */
function start(status: number | null, models: (typeof MODEL)[] = []) {
  const store = createChatStore({ models });
  const asked: Credentials[] = [];
  let loads = 0;
  const modelLoader = createModelLoader({
    store,
    now: () => 1,
    loadClient: async () => (loads += 1),
    fetchModels: async (credentials) => {
      asked.push(credentials);
      if (credentials.mode === "gateway") return { ok: true, value: [MODEL] };
      return { ok: false, failure: { ...createNetworkFailure("no", 1), status } };
    },
  });
  return { store, asked, modelLoader, readLoads: () => loads };
}

describe("the model loader", () => {
  it("requests the models only once after a 401, however often it wakes", async () => {
    const { store, asked, modelLoader } = start(401);
    for (let touch = 0; touch < 3; touch += 1) await modelLoader.wake();
    expect(asked).toHaveLength(1);
    expect(store.getState().modelsFailure?.status).toBe(401);
  });

  it("loads the client without a request if the page came with its models", async () => {
    const { asked, modelLoader, readLoads } = start(401, [MODEL]);
    await modelLoader.wake();
    expect(asked).toEqual([]);
    expect(readLoads()).toBe(1);
  });

  it("requests the models again on each wake after a network failure", async () => {
    const { asked, modelLoader } = start(null);
    for (let touch = 0; touch < 3; touch += 1) await modelLoader.wake();
    expect(asked).toHaveLength(3);
  });

  it("loads models with new credentials and discards the response to old ones", async () => {
    const { store, modelLoader } = start(401);
    const first = modelLoader.wake();
    store.setState({ credentials: KEY });
    await Promise.all([modelLoader.askModels(), first]);
    expect(store.getState()).toMatchObject({ models: [MODEL], modelsFailure: null });
    await modelLoader.wake();
    expect(store.getState().models).toHaveLength(1);
  });
});
