import { expect, it } from "vitest";

import type { ConversationStore } from "@/lib/playground/storage/conversation-store";
import { EMPTY_CONVERSATION } from "@/lib/playground/conversation/create";
import { createLazyStore } from "@/lib/playground/storage/lazy-store";
import { createFakeArchive } from "./fake-store";

it("an archive that could not be loaded is loaded again by the next who needs it", async () => {
  const loads: (() => Promise<ConversationStore>)[] = [
    () => Promise.reject(new TypeError("offline")),
    async () => createFakeArchive(),
  ];
  const archive = createLazyStore(async () => {
    const load = loads.shift();
    if (!load) throw new Error("It was loaded once too often.");
    return load();
  });
  await expect(archive.list()).rejects.toThrow("offline");
  await archive.save({ ...EMPTY_CONVERSATION, id: "a" });
  expect(await archive.list()).toMatchObject([{ id: "a" }]);
});
