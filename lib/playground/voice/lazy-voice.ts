import type { ChatStore } from "../conversation/store";
import type { Variant } from "../conversation/types";
import type { Insert } from "./dictate";
import type { Voice } from "./page-voice";

/** What the page asks of its voice, which is loaded with the first press. */
export type LazyVoice = {
  toggleReading: (variant: Variant) => Promise<void>;
  stopReading: () => Promise<void>;
  toggleDictation: (insert: Insert) => Promise<void>;
  retryDictation: () => Promise<void>;
  dismissDictation: () => Promise<void>;
};

export function createLazyVoice(store: ChatStore, load: () => Promise<Voice>): LazyVoice {
  let voice: Promise<Voice> | undefined;
  const use = async (work: (loaded: Voice) => void | Promise<void>): Promise<void> => {
    voice ??= load();
    try {
      await voice;
    } catch {
      // The next press tries again.
      voice = undefined;
      store.setState({ isPartMissing: true });
      return;
    }
    await work(await voice);
  };
  return {
    toggleReading: (variant) => use(({ readAloud }) => readAloud.toggle(variant)),
    stopReading: () => use(({ readAloud }) => readAloud.stop()),
    toggleDictation: (insert) => use(({ dictate }) => dictate.toggle(insert)),
    retryDictation: () => use(({ dictate }) => dictate.retry()),
    dismissDictation: () => use(({ dictate }) => dictate.dismiss()),
  };
}
