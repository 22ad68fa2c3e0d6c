import type { DictationProblem } from "../conversation/store";
import { tapSound } from "./tap";

type Microphone = {
  /** In samples per second. */
  rate: number;
  close: () => void;
};

export type MicrophoneHooks = {
  /** Called with samples from -1 to 1, as they are heard. */
  onSamples: (samples: Float32Array) => void;
  /** Called when it is unplugged, or its permission is taken back. */
  onEnd: () => void;
};

type Opened = { ok: true; microphone: Microphone } | { ok: false; problem: DictationProblem };

/** The plain sound, as recognisers learn it; only what is said too softly is made louder. */
const WANTED: MediaTrackConstraints = {
  channelCount: 1,
  autoGainControl: true,
  echoCancellation: false,
  noiseSuppression: false,
};

/** Asks for the microphone and listens to it. Never throws. */
export async function openMicrophone(hooks: MicrophoneHooks): Promise<Opened> {
  if (!window.isSecureContext) return { ok: false, problem: "insecure" };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
    return { ok: true, microphone: await listen(stream, hooks) };
  } catch (error) {
    return { ok: false, problem: toProblem(error) };
  }
}

async function listen(
  stream: MediaStream,
  { onSamples, onEnd }: MicrophoneHooks,
): Promise<Microphone> {
  // Nobody waits for what is heard: larger buffers lose nothing where a device is busy.
  const context = new AudioContext({ latencyHint: "playback" });
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    if (context.state !== "closed") void context.close();
  };
  try {
    await context.resume();
    await tapSound(context.createMediaStreamSource(stream), onSamples);
  } catch (error) {
    close();
    throw error;
  }
  for (const track of stream.getTracks()) track.addEventListener("ended", onEnd);
  return { rate: context.sampleRate, close };
}

const PROBLEMS: Readonly<Record<string, DictationProblem>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "occupied",
  AbortError: "occupied",
};

function toProblem(error: unknown): DictationProblem {
  return (error instanceof Error && PROBLEMS[error.name]) || "unsupported";
}
