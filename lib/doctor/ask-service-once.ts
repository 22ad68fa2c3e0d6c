import { RATE, type Recording } from "../audio/recording";
import type { Deps } from "../gateway/server/deps";
import { checkSpeech } from "../gateway/services/check-speech";
import { checkTranscription } from "../gateway/services/check-transcription";
import { draw } from "../gateway/services/draw";
import { embed } from "../gateway/services/embed";
import type { PreparedService } from "../gateway/services/prepare-service";
import { speak, type SpeechWatch } from "../gateway/services/speak";
import { transcribe, type TranscribeOptions } from "../gateway/services/transcribe";
import { chooseSize } from "../spark/image/sizes";
import type { Key } from "../spark/key";
import type { Model } from "../spark/models";

const GREETING = "你好";
/** The cheapest size; MaaS supports nothing smaller than 768. */
const SMALLEST = { width: 512, height: 512 };

/**
 * Sends the smallest possible request to a service other than chat.
 * @throws GatewayError
 */
export async function askServiceOnce(model: Model, key: Key, deps: Deps): Promise<void> {
  const prepared: PreparedService = {
    model,
    credential: { owner: "caller", ...key },
    service: key.service,
  };
  const { signal } = new AbortController();
  const watch = { signal, onApp: nothing, onSent: nothing, onRefused: nothing, onAnswer: nothing };
  if (model.kind === "speech") return speakOnce(prepared, watch, deps);
  if (model.kind === "recognition") return hearOnce(prepared, { signal, ...IDLE_EAR }, deps);
  if (model.kind === "image") {
    const drawing = {
      model: model.id,
      prompt: { name: "prompt", value: GREETING },
      size: undefined,
      count: { name: "n", value: 1 },
      endUser: undefined,
      options: {},
    };
    await draw(drawing, { prepared, size: chooseSize(SMALLEST, model), watch }, deps);
    return;
  }
  const request = {
    model: model.id,
    texts: [{ name: "input", value: GREETING }],
    purpose: undefined,
    dimensions: undefined,
    endUser: undefined,
    format: "base64" as const,
  };
  await embed(request, { prepared, watch }, deps);
}

/** Requests two characters in the default voice, which is free: an error is about the service. */
async function speakOnce(
  prepared: PreparedService,
  watch: Omit<SpeechWatch, "onFrames">,
  deps: Deps,
): Promise<void> {
  const { model } = prepared;
  const request = {
    model: model.id,
    text: { name: "input", value: GREETING },
    voice: undefined,
    speed: undefined,
    format: { name: "response_format", value: "mp3" as const },
  };
  const speech = checkSpeech(request, model, {});
  for await (const _ of speak(speech, { prepared, watch: { ...watch, onFrames: nothing } }, deps));
}

/** Sends a moment of silence, in which nothing is recognised. */
async function hearOnce(
  prepared: PreparedService,
  watch: TranscribeOptions["watch"],
  deps: Deps,
): Promise<void> {
  const request = {
    model: prepared.model.id,
    language: undefined,
    keywords: { name: "keywords", value: [] },
    wantsTimes: false,
  };
  const checked = checkTranscription(request, prepared.model);
  for await (const _ of transcribe({ prepared, recording: SILENCE, checked, watch }, deps));
}

const nothing = (): void => {};
const IDLE_EAR = { onApp: nothing, onAnswer: nothing, onSeconds: nothing };

const SILENT_SECONDS = 0.2;
const SILENCE: Recording = {
  encoding: "pcm",
  seconds: SILENT_SECONDS,
  rate: RATE,
  *read() {
    yield {
      bytes: new Uint8Array(SILENT_SECONDS * RATE * 2),
      seconds: SILENT_SECONDS,
      loudness: 0,
    };
  },
};
