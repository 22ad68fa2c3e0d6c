import { encode } from "../../simulator/audio-codec/encode";
import { openMp3Encoder } from "../../simulator/audio-codec/mp3";
import { wavFile, type WavOptions } from "../../wav-file";
import { type Gateway, type GatewayOptions, startGateway } from "../setup/gateway";

/**
 * Starts a gateway whose delays pass immediately, on a clock that it shares with the simulator. The
 * pace of the audio is kept and checked without waiting.
 */
export function startEar(options: GatewayOptions = {}): Promise<Gateway> {
  const clock = { now: Date.now() };
  return startGateway({
    ...options,
    simulator: { now: () => clock.now, ...options.simulator },
    deps: {
      now: () => new Date(clock.now),
      delay: async (milliseconds, signal) => {
        signal.throwIfAborted();
        clock.now += milliseconds;
        // What has been sent is recognised before more is sent.
        await new Promise(setImmediate);
      },
      ...options.deps,
    },
  });
}

export const RATE = 16_000;

/** Speaks a text as a WAV file. */
export function speakWav(text: string, options: Partial<WavOptions> = {}): Buffer {
  const shape: WavOptions = { rate: RATE, channels: 1, bits: 16, ...options };
  const spoken = encode(text, { rate: shape.rate });
  const samples = Float64Array.from(
    { length: spoken.length * shape.channels },
    (_, at) => (spoken[Math.floor(at / shape.channels)] ?? 0) / 32_768,
  );
  return wavFile(samples, shape);
}

/** Speaks a text as an MP3 file. */
export async function speakMp3(text: string, rate = RATE): Promise<Buffer> {
  const encoder = await openMp3Encoder(rate);
  return Buffer.concat([encoder.encode(encode(text, { rate })), encoder.end()]);
}

/** Posts a form with the file, and with these fields besides the required ones. */
export function askToWrite(
  gateway: Gateway,
  file: Uint8Array | null,
  fields: Record<string, string | readonly string[]> = {},
  init: RequestInit = {},
): Promise<Response> {
  const form = new FormData();
  if (file) form.append("file", new Blob([new Uint8Array(file)]), "speech.wav");
  for (const [name, value] of Object.entries({ model: "spark-asr", ...fields })) {
    for (const one of [value].flat()) form.append(name, one);
  }
  return gateway.fetch("/v1/audio/transcriptions", { method: "POST", body: form, ...init });
}
