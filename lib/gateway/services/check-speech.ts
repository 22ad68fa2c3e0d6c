import { GatewayError } from "../../core/errors";
import type { SpeechFormat, SpeechRequest } from "../../core/speech-request";
import type { Model } from "../../spark/models";
import { toMaxBytes, toSampleRate, type Utterance } from "../../spark/speech/request";
import { toSpeakable } from "../../spark/speech/speakable";
import { toSparkSpeed } from "../../spark/speech/speed";
import { splitText } from "../../spark/speech/split-text";
import { findVoice, type VoiceNames } from "../../spark/speech/voices";

/** What will be spoken, and what was adjusted. */
export type CheckedSpeech = {
  /** The parts of the text in order, one session each. */
  utterances: readonly Utterance[];
  format: SpeechFormat;
  /** The sample rates of the input and the output. */
  from: number;
  to: number;
  adjusted: readonly string[];
};

/** The rate at which OpenAI's clients play `pcm`. */
const PCM_RATE = 24_000;

/**
 * Finds the voice, and splits a text that is too long for one session.
 * @throws GatewayError `invalid-request`
 */
export function checkSpeech(
  request: SpeechRequest,
  model: Model,
  names: VoiceNames,
): CheckedSpeech {
  const { text: input, voice: asked, speed: wanted, format } = request;
  const text = toSpeakable(input.value, model);
  if (text.trim() === "") throw nothingToSpeak(input.name, model);
  const shape = {
    voice: findVoice(asked?.value, model, names),
    speed: toSparkSpeed(wanted?.value ?? 1),
    encoding: format.value === "mp3" ? ("mp3" as const) : ("raw" as const),
  };
  // A session with nothing to say could only fail, in the middle of the answer.
  const parts = splitText(text, toMaxBytes(model)).filter((part) => part.trim() !== "");
  const from = toSampleRate(model);
  const to = format.value === "pcm" ? PCM_RATE : from;
  return {
    utterances: parts.map((part) => Object.assign({ text: part }, shape)),
    format: format.value,
    from,
    to,
    adjusted: [
      ...(text === input.value ? [] : [`${input.name}=without emoji`]),
      ...listShape(request, shape),
      ...(from === to ? [] : [`${format.name}=pcm resampled from ${from} Hz`]),
    ],
  };
}

/** Lists the voice and the speed that Spark gets, if they differ from the request. */
function listShape(
  { voice: asked, speed: wanted }: SpeechRequest,
  { voice, speed }: Pick<Utterance, "voice" | "speed">,
): string[] {
  const isVoiceChanged = asked?.value !== voice;
  const isSpeedChanged = wanted !== undefined && wanted.value !== 1;
  return [
    ...(isVoiceChanged ? [`${asked?.name ?? "voice"}=${voice}`] : []),
    ...(isSpeedChanged ? [`${wanted.name}=${speed}`] : []),
  ];
}

function nothingToSpeak(param: string, { id }: Model): GatewayError {
  const message = `\`${param}\` has nothing in it that \`${id}\` can speak: send words.`;
  return new GatewayError({ kind: "invalid-request", message, param });
}
