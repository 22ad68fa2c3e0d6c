import type { AudioProtocol } from "../audio/protocol";

/** The parameters of a session. */
export type RecognitionAsk = {
  encoding: "pcm" | "mp3";
  /** The sample rate in Hz. */
  rate: number;
  domain: string;
  /** In iFlytek's codes; null for any language. */
  language: string | null;
  keywords: readonly string[];
};

/** The messages of one session, in the order in which they are sent. */
export type RecognitionFrames = {
  first: (audio: Uint8Array) => string;
  next: (audio: Uint8Array) => string;
  last: () => string;
};

/** The size of one message, as iFlytek requires it; the last one may be shorter. */
export const FRAME_BYTES = 1280;

/**
 * The place for the audio in a prepared frame. Base64 needs no escaping, and checking for that
 * costs as much as the rest of a frame.
 */
const HOLE = "(audio)";

const CODECS = { pcm: "raw", mp3: "lame" } as const;

/**
 * How much silence ends a session, in milliseconds: the maximum of each service, because a pause in
 * a recording is not its end.
 */
const SILENCE = { v2: 10_000, v1: 60_000 } as const;

/** The maximum length of the parameter for hot words, in characters. */
const MAX_HOT_WORDS = 1024;
const HOT_WORDS = "utf-8;";

export function toRecognitionFrames(
  protocol: AudioProtocol,
  ask: RecognitionAsk,
  appId: string,
): RecognitionFrames {
  switch (protocol) {
    case "v2":
      return toDictationFrames(ask, appId);
    case "v1":
      return toLargeModelFrames(ask, appId);
  }
}

/** Builds the frames for classic dictation (voicedictation/API.html). */
function toDictationFrames(ask: RecognitionAsk, appId: string): RecognitionFrames {
  const format = { format: `audio/L16;rate=${ask.rate}`, encoding: CODECS[ask.encoding] };
  const next = JSON.stringify({ data: { status: 1, ...format, audio: HOLE } }).split(HOLE);
  return {
    first: (audio) =>
      JSON.stringify({
        common: { app_id: appId },
        business: {
          language: ask.language ?? "zh_cn",
          domain: ask.domain,
          accent: "mandarin",
          vad_eos: SILENCE.v2,
          vinfo: 1,
        },
        data: { status: 0, ...format, audio: toBase64(audio) },
      }),
    next: (audio) => next.join(toBase64(audio)),
    last: () => JSON.stringify({ data: { status: 2 } }),
  };
}

/** Builds the frames for the large model (spark_mul_cn_iat.html). */
function toLargeModelFrames(ask: RecognitionAsk, appId: string): RecognitionFrames {
  let seq = 0;
  const toFrame = (status: 0 | 1 | 2, audio: string) => ({
    header: { app_id: appId, status },
    payload: {
      audio: {
        encoding: CODECS[ask.encoding],
        sample_rate: ask.rate,
        channels: 1,
        bit_depth: 16,
        status,
        seq: (seq += 1),
        audio,
      },
    },
  });
  const [head = "", tail = ""] = JSON.stringify(toFrame(1, HOLE)).split(`1,"audio":"${HOLE}`);
  seq = 0;
  return {
    first: (audio) =>
      JSON.stringify({ ...toFrame(0, toBase64(audio)), parameter: { iat: toParameter(ask) } }),
    next: (audio) => `${head}${(seq += 1)},"audio":"${toBase64(audio)}${tail}`,
    last: () => JSON.stringify(toFrame(2, "")),
  };
}

function toParameter({ domain, language, keywords }: RecognitionAsk) {
  const words = toHotWords(keywords);
  return {
    domain,
    language: "mul_cn",
    accent: "mandarin",
    eos: SILENCE.v1,
    vinfo: 1,
    ...(language !== null && { ln: language }),
    ...(words.length > 0 && { dhw: HOT_WORDS + words.join(HOT_WORDS_GAP) }),
    result: { encoding: "utf8", compress: "raw", format: "json" },
  };
}

const HOT_WORDS_GAP = "|";

/** Returns as many words as fit, without characters that would end a word or the whole list. */
export function toHotWords(keywords: readonly string[]): readonly string[] {
  const words: string[] = [];
  let left = MAX_HOT_WORDS - HOT_WORDS.length;
  for (const keyword of keywords) {
    const word = keyword.replaceAll(/[|;\s]+/g, " ").trim();
    if (word === "") continue;
    left -= word.length + HOT_WORDS_GAP.length;
    if (left < 0) break;
    words.push(word);
  }
  return words;
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
