import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/** How a text is sent back: as MP3, or as bare samples. */
export type SpeechEncoding = "mp3" | "raw";

/** One text for one session. */
export type Utterance = {
  text: string;
  voice: string;
  /** From 0 (half as fast) to 100 (twice as fast). */
  speed: number;
  encoding: SpeechEncoding;
};

const RATES = { v2: 16_000, v1: 24_000 } as const;
/** The first says "< 8000"; of the other 64 KB are known, and OpenAI's limit comes first. */
const MAX_BYTES = { v2: 7999, v1: 65_536 } as const;
const AUE = { mp3: { aue: "lame", sfl: 1 }, raw: { aue: "raw" } } as const;
const ENCODINGS = { mp3: "lame", raw: "raw" } as const;

/** Samples a second, in either encoding. */
export const toSampleRate = ({ path }: Pick<Model, "path">): number =>
  RATES[toAudioProtocol(path ?? "")];

/** How many bytes of UTF-8 one session speaks. */
export const toMaxBytes = ({ path }: Pick<Model, "path">): number =>
  MAX_BYTES[toAudioProtocol(path ?? "")];

/** An utterance as a model's service takes it, in its one message. */
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
          // Without `sfl` MP3 comes whole, at the end.
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
