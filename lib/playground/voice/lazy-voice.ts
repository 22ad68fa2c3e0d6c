import type { ChatStore } from "../conversation/store";
import type { Voice } from "./page-voice";

/** Uses the page's voice, which is loaded with the first press. */
export type WithVoice = (work: (voice: Voice) => void | Promise<void>) => Promise<void>;

export function createLazyVoice(store: ChatStore, load: () => Promise<Voice>): WithVoice {
  return async (work) => {
    // A browser keeps what it has loaded, and asks again for what did not come.
    const voice = await load().catch(() => null);
    store.setState({ isPartMissing: voice === null });
    if (voice) await work(voice);
  };
}
