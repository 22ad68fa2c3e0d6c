import { encode } from "../../simulator/audio-codec/encode";
import { openMp3Encoder } from "../../simulator/audio-codec/mp3";
import type { Stage, StageScript } from "../../simulator/script";

const RATE = 16_000;

/** Builds a frame of the older service. */
export const toFrame = (audio: Buffer, status = 1): string =>
  JSON.stringify({
    code: 0,
    message: "success",
    sid: "tts1",
    data: { audio: audio.toString("base64"), ced: "1", status },
  });

/** Plays a session of the older service that speaks another, shorter text than requested. */
export function say(text: string, format: string): StageScript {
  return async (stage: Stage) => {
    const audio = await toAudio(text, format);
    const half = Math.floor(audio.length / 2) | 1;
    await stage.send(toFrame(audio.subarray(0, half)));
    await stage.send(toFrame(audio.subarray(half), 2));
  };
}

async function toAudio(text: string, format: string): Promise<Buffer> {
  const samples = encode(text, { rate: RATE });
  if (format !== "mp3") return Buffer.from(samples.buffer);
  const encoder = await openMp3Encoder(RATE);
  return Buffer.concat([encoder.encode(samples), encoder.end()]);
}

/** Sends a piece of audio, and the rest only on command. */
export function holdAfter(piece: Buffer) {
  let goOn: () => void = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const script = async (stage: Stage): Promise<void> => {
    await stage.send(toFrame(piece));
    await held;
    await stage.send(toFrame(piece, 2));
  };
  return { script, goOn: () => goOn() };
}
