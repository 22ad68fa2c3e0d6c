import type { ChatStore } from "../conversation/store";
import { createId, now, onNextFrame } from "../page/browser";
import { createLazyStore } from "../storage/lazy-store";
import type { Box } from "../voice/dictate";
import { createLazyVoice, type WithVoice } from "../voice/lazy-voice";
import { createEngine, type Engine } from "./engine";
import { followAddress } from "./follow-address";

export type PageEngine = Engine & {
  withVoice: WithVoice;
  dictate: (box: Box | null) => Promise<void>;
};

/** Creates the engine with the browser's clock, frames, storage and network. */
export function createPageEngine(store: ChatStore): PageEngine {
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
  const openVoice = async () => (await import("../voice/page-voice")).openPageVoice(store);
  const withVoice = createLazyVoice(store, openVoice);
  return {
    ...engine,
    withVoice,
    dictate: (box) => withVoice(({ dictate }) => dictate.toggle(box)),
  };
}
