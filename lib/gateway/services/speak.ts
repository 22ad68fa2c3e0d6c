import { createAudioOutput } from "../../core/audio/output";
import { type Spoken, toSpoken } from "../../spark/speech/audio";
import { toSpeechMessage, type Utterance } from "../../spark/speech/request";
import type { Source } from "../../streams/source";
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

type Speaking = { prepared: PreparedService; watch: SpeechWatch };

/**
 * Streams the audio of a text: one session after another, joined into one answer. Its first value
 * arrives with the first audio.
 * @throws GatewayError from the source
 */
export async function* speak(
  { utterances, ...shape }: CheckedSpeech,
  speaking: Speaking,
  dependencies: AudioDependencies,
): Source<Uint8Array<ArrayBuffer>> {
  const output = createAudioOutput({ ...shape, hasParts: utterances.length > 1 });
  const group = { held: 0 };
  for (const [index, utterance] of utterances.entries()) {
    if (index > 0) yield output.next();
    const session = openSession(utterance, { ...speaking, group }, dependencies);
    for await (const { audio } of session) yield output.push(audio);
  }
  yield output.end();
}

async function* openSession(
  utterance: Utterance,
  { prepared, watch, group }: Speaking & { group: RequestGroup },
  dependencies: AudioDependencies,
): Source<Spoken> {
  const { text, voice } = utterance;
  const { signal, onApp, onFrames } = watch;
  let isSent = false;
  let hasSpoken = false;
  const spoken = openAudio(
    {
      prepared,
      group,
      param: "input",
      voice,
      signal,
      onApp,
      onSent() {
        // A part that is sent again after an error is billed once.
        if (!isSent) watch.onSent(text);
        isSent = true;
      },
      toMessage: ({ appId }) => toSpeechMessage(utterance, prepared.model, appId),
      read: (frames) => toSpoken(frames, onFrames),
    },
    dependencies,
  );
  try {
    for await (const piece of spoken) {
      if (!hasSpoken) watch.onAnswer(piece.sid);
      hasSpoken = true;
      yield piece;
    }
  } catch (error) {
    // If the caller left, iFlytek has spoken the text anyway.
    if (isSent && !hasSpoken && !signal.aborted) watch.onRefused(text);
    throw error;
  }
}
