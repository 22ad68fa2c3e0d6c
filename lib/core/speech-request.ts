import type { Named } from "./generation";

export type SpeechFormat = "mp3" | "wav" | "pcm";

/** What any client's API asks a voice for, in words of neither side. */
export type SpeechRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  text: Named<string>;
  /** A name of either side's; undefined: whatever the model has. */
  voice: Named<string> | undefined;
  /** 1 is the voice's own. */
  speed: Named<number> | undefined;
  format: Named<SpeechFormat>;
};
