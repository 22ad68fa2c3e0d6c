import type { ConversationStore } from "@/lib/playground/storage/conversation-store";
import { toText } from "@/lib/playground/storage/search";
import type { Conversation } from "@/lib/playground/conversation/types";
import { createTabLock } from "@/lib/playground/storage/tab-lock";

/** The state that the tabs of one browser share. */
export type FakeBrowser = { kept: Map<string, Conversation>; locks?: LockManager };

/** Creates a store in memory that records its calls. */
export function createFakeStore(
  steps: string[] = [],
  { kept, locks }: FakeBrowser = { kept: new Map() },
): ConversationStore & { kept: Map<string, Conversation> } {
  return {
    kept,
    lock: createTabLock(locks).take,
    list: async () => [...kept.values()],
    readTexts: async () => new Map(Array.from(kept, ([id, one]) => [id, toText(one)])),
    load: async (id) => kept.get(id),
    save: async (conversation) => {
      steps.push("save");
      kept.set(conversation.id, structuredClone(conversation));
      return true;
    },
    rename: async (id, title) => {
      const conversation = kept.get(id);
      if (conversation) kept.set(id, { ...conversation, title });
    },
    saveImage: async () => void steps.push("save image"),
    removeImages: async (images) =>
      void steps.push(...images.map(({ id }) => `remove image ${id}`)),
    remove: async (id) => void kept.delete(id),
  };
}
