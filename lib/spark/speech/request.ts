import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/** The encoding that iFlytek answers with: MP3 or bare samples. */
type SpeechEncoding = "mp3" | "raw";

/** The text for one session, and how to speak it. */
export type Utterance = {
  text: string;
  voice: string;
  /** From 0 (half speed) to 100 (double speed). */
  speed: number;
  encoding: SpeechEncoding;
};

const RATES = { v2: 16_000, v1: 24_000 } as const;
/** The older service documents "< 8000", the newer one 64 KB, which is above OpenAI's limit. */
const MAX_BYTES = { v2: 7999, v1: 65_536 } as const;
const AUE = { mp3: { aue: "lame", sfl: 1 }, raw: { aue: "raw" } } as const;
const ENCODINGS = { mp3: "lame", raw: "raw" } as const;

/** Returns the sample rate in Hz of a model's audio, in either encoding. */
export const toSampleRate = ({ path }: Pick<Model, "path">): number =>
  RATES[toAudioProtocol(path ?? "")];

/** Returns the maximum text length of a session in UTF-8 bytes. */
export const toMaxBytes = ({ path }: Pick<Model, "path">): number =>
  MAX_BYTES[toAudioProtocol(path ?? "")];

/** Builds the only message of a session. */
export function toSpeechMessage(
  utterance: Utterance,
  { path }: Pick<Model, "path">,
  appId: string,
): string {
  const text = Buffer.from(utterance.text).toString("base64");
  switch (toAudioProtocol(path ?? "")) {
    case "v2":
      return JSON.stringify({
        common: { app_id: appId },
        business: {
          // Without `sfl` the MP3 arrives in one piece at the end.
          ...AUE[utterance.encoding],
          auf: `audio/L16;rate=${RATES.v2}`,
          vcn: utterance.voice,
          speed: utterance.speed,
          tte: "UTF8",
        },
        data: { status: 2, text },
      });
    case "v1":
      return JSON.stringify({
        header: { app_id: appId, status: 2 },
        parameter: {
          tts: {
            vcn: utterance.voice,
            speed: utterance.speed,
            audio: {
              encoding: ENCODINGS[utterance.encoding],
              sample_rate: RATES.v1,
              channels: 1,
              bit_depth: 16,
              frame_size: 0,
            },
          },
        },
        payload: {
          text: { encoding: "utf8", compress: "raw", format: "plain", status: 2, seq: 0, text },
        },
      });
  }
}
