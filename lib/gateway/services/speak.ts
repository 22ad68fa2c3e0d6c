import { createAudioOutput } from "../../core/audio/output";
import { type Spoken, toSpoken } from "../../spark/speech/audio";
import { toSpeechMessage, type Utterance } from "../../spark/speech/request";
import type { SparkCredentials } from "../../spark/sign";
import type { Source } from "../../streams/source";
import { transform } from "../../streams/transform";
import type { RequestGroup } from "../pool/pool";
import type { CheckedSpeech } from "./check-speech";
import { type AudioDependencies, openAudio } from "./open-audio";
import type { PreparedService } from "./prepare-service";

/** Callbacks for the progress of a request. */
export type SpeechWatch = {
  signal: AbortSignal;
  onApp: (label: string) => void;
  /** Called when a part of the text has been sent. */
  onSent: (text: string) => void;
  /** Called when that part was rejected and costs nothing. */
  onRefused: (text: string) => void;
  /** Called with the first audio of a session. */
  onAnswer: (sid: string | null) => void;
  /** Called with the number of frames in each batch. */
  onFrames: (count: number) => void;
};

type Bytes = Uint8Array<ArrayBuffer>;

type Speaking = { prepared: PreparedService; watch: SpeechWatch };

/**
 * Streams the audio of a text: one session after another, joined into one answer. Its first value
 * arrives with the first audio.
 * @throws GatewayError from the source
 */
export function speak(
  { utterances, ...shape }: CheckedSpeech,
  speaking: Speaking,
  dependencies: AudioDependencies,
): Source<Bytes> {
  const output = createAudioOutput({ ...shape, hasParts: utterances.length > 1 });
  const group = { held: 0 };
  const parts = utterances.map((utterance, at) => () => {
    const finish = at === utterances.length - 1 ? output.end : output.next;
    const writing = { push: output.push, finish };
    return openPart(utterance, { ...speaking, group, writing }, dependencies);
  });
  const [only] = parts;
  // Most texts have one part, which then needs no generator around it.
  return only && parts.length === 1 ? only() : inTurn(parts);
}

async function* inTurn(parts: readonly (() => Source<Bytes>)[]): Source<Bytes> {
  for (const open of parts) yield* open();
}

type Writing = { push: (audio: Buffer<ArrayBuffer>) => Bytes; finish: () => Bytes };

function openPart(
  utterance: Utterance,
  { prepared, watch, group, writing }: Speaking & { group: RequestGroup; writing: Writing },
  dependencies: AudioDependencies,
): Source<Bytes> {
  const { text, voice } = utterance;
  const { signal, onApp, onFrames } = watch;
  let isSent = false;
  let hasSpoken = false;
  const call = {
    prepared,
    group,
    param: "input",
    voice,
    signal,
    onApp,
    onSent(): void {
      // A part that is sent again after an error is billed once.
      if (!isSent) watch.onSent(text);
      isSent = true;
    },
    toMessage: ({ appId }: SparkCredentials) => toSpeechMessage(utterance, prepared.model, appId),
    read: (frames: Source<readonly string[]>) => toSpoken(frames, onFrames),
  };
  return transform(openAudio<Spoken>(call, dependencies), {
    step({ sid, audio }) {
      if (!hasSpoken) watch.onAnswer(sid);
      hasSpoken = true;
      return writing.push(audio);
    },
    end: writing.finish,
    fail(error) {
      // If the caller left, iFlytek has spoken the text anyway.
      if (isSent && !hasSpoken && !signal.aborted) watch.onRefused(text);
      throw error;
    },
  });
}
