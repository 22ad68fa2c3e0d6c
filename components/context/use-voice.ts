import type { WithVoice } from "@/lib/playground/voice/lazy-voice";

import { usePlayground } from "./playground";

/** Returns what speaks and listens, loaded when it is used. */
export function useVoice(): WithVoice {
  const { engine } = usePlayground();
  return async (work) => {
    await engine(({ withVoice }) => withVoice(work));
  };
}
