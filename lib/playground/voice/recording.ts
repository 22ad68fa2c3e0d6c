import { createResampler } from "../../core/audio/resampler";
import { toWav } from "./wav";

/** What the gateway's recognisers hear without another conversion. */
export const RECORDING_HZ = 16_000;
/** A longer recording is a forgotten microphone. */
export const MAX_SECONDS = 5 * 60;

/** A recording as it grows: mono, of 16 bits, at {@link RECORDING_HZ}. */
export type Recording = {
  /** Takes samples from -1 to 1 at the microphone's rate. */
  push: (samples: Float32Array) => void;
  readSeconds: () => number;
  /** Returns a WAV file of at most {@link MAX_SECONDS}; null if nothing was heard. */
  end: () => Uint8Array<ArrayBuffer> | null;
};

export function createRecording(rate: number): Recording {
  const resampler = createResampler(rate, RECORDING_HZ);
  const pieces: Int16Array[] = [];
  const max = MAX_SECONDS * RECORDING_HZ;
  let count = 0;
  let received = 0;
  const keep = (samples: Int16Array): void => {
    const fitting = samples.subarray(0, max - count);
    if (fitting.length > 0) pieces.push(fitting);
    count += fitting.length;
  };
  return {
    push: (samples) => {
      received += samples.length;
      keep(resampler.push(toInt16(samples)));
    },
    readSeconds: () => Math.min(MAX_SECONDS, received / rate),
    end: () => {
      keep(resampler.end());
      return count === 0 ? null : toWav(pieces, RECORDING_HZ);
    },
  };
}

function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))),
  );
}

/** Below it a room is quiet; a voice close by is about as loud as full scale. */
const QUIET_DB = -50;

/** Returns how loud it is to an ear, from 0 to 1. */
export function toLevel(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / (samples.length || 1);
  const decibels = 10 * Math.log10(power || Number.MIN_VALUE);
  return Math.max(0, Math.min(1, 1 - decibels / QUIET_DB));
}
