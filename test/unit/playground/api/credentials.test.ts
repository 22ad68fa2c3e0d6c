import { beforeEach, describe, expect, it } from "vitest";

import {
  areRemembered,
  forgetCredentials,
  keepCredentials,
  readCredentials,
  toApiKey,
} from "@/lib/playground/api/credentials";
import { createFakeStorage } from "../storage/fake-storage";

const APP = { mode: "spark", appId: "id", apiSecret: "secret", apiKey: "key" } as const;

describe("credentials", () => {
  let stores: { session: Storage; local: Storage };
  beforeEach(() => {
    stores = { session: createFakeStorage(), local: createFakeStorage() };
  });

  it("falls back to the server's credentials when none or invalid ones are stored", () => {
    expect(readCredentials(stores)).toEqual({ mode: "server" });
    stores.session.setItem("credentials", "{");
    expect(readCredentials(stores)).toEqual({ mode: "server" });
    stores.session.setItem("credentials", '{"mode":"spark","appId":"id"}');
    expect(readCredentials(stores)).toEqual({ mode: "server" });
  });

  it("stores credentials for the tab's session, and beyond it only on request", () => {
    keepCredentials(APP, false, stores);
    expect(stores.local.length).toBe(0);
    expect(readCredentials(stores)).toEqual(APP);
    keepCredentials(APP, true, stores);
    expect(areRemembered(stores.local)).toBe(true);
    const later = { session: createFakeStorage(), local: stores.local };
    expect(readCredentials(later)).toEqual(APP);
    keepCredentials({ mode: "server" }, false, later);
    expect(areRemembered(stores.local)).toBe(false);
  });

  it("removes forgotten credentials from both storages", () => {
    keepCredentials(APP, true, stores);
    forgetCredentials(stores);
    expect([stores.session.length, stores.local.length]).toEqual([0, 0]);
  });

  it("formats credentials as API keys that the gateway accepts", () => {
    expect(toApiKey(APP)).toBe("id:secret:key");
    expect(toApiKey({ mode: "gateway", key: "k" })).toBe("k");
    expect(toApiKey({ mode: "server" })).not.toBe("");
  });
});
