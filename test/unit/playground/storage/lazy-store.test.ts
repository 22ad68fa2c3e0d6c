import { expect, it } from "vitest";

import type { ConversationStore } from "@/lib/playground/storage/conversation-store";
import { EMPTY_CONVERSATION } from "@/lib/playground/conversation/empty";
import { createLazyStore } from "@/lib/playground/storage/lazy-store";
import { createFakeStore } from "./fake-store";

it("loads the conversation store again on next use after a failed load", async () => {
  const loads: (() => Promise<ConversationStore>)[] = [
    () => Promise.reject(new TypeError("offline")),
    async () => createFakeStore(),
  ];
  const conversationStore = createLazyStore(async () => {
    const load = loads.shift();
    if (!load) throw new Error("It was loaded once too often.");
    return load();
  });
  await expect(conversationStore.list()).rejects.toThrow("offline");
  await conversationStore.save({ ...EMPTY_CONVERSATION, id: "a" });
  expect(await conversationStore.list()).toMatchObject([{ id: "a" }]);
});
