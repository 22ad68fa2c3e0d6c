import type { Named } from "./generation";

export type SpeechFormat = "mp3" | "wav" | "pcm";

/** The neutral request for speech, whatever API it came through. */
export type SpeechRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  text: Named<string>;
  /** A voice's name in OpenAI's API or at iFlytek; undefined for the model's default. */
  voice: Named<string> | undefined;
  /** 1 is normal speed. */
  speed: Named<number> | undefined;
  format: Named<SpeechFormat>;
};
