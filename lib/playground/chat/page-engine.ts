import type { ChatStore } from "../conversation/store";
import { createId, now, onNextFrame } from "../page/browser";
import { createLazyStore } from "../storage/lazy-store";
import { createEngine, type Engine } from "./engine";
import { followAddress } from "./follow-address";

/** Creates the engine with the browser's clock, frames, storage and network. */
export function createPageEngine(store: ChatStore): Engine {
  const engine = createEngine({
    store,
    now,
    createId,
    onNextFrame,
    conversationStore: createLazyStore(async () =>
      (await import("../storage/conversation-store")).createConversationStore(),
    ),
    fill: async (...parts) => {
      const [{ fillLazily }, { pageRecorder }] = await Promise.all([
        import("../api/lazy-api"),
        import("../inspector/page-recorder"),
      ]);
      const { credentials } = store.getState();
      return fillLazily(parts, { credentials, now, fetch: pageRecorder.fetchAs(parts[2].wireId) });
    },
  });
  followAddress(store, engine.conversations);
  return engine;
}
