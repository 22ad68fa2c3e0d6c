import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  createRecording,
  MAX_SECONDS,
  RECORDING_HZ,
  toLevel,
} from "@/lib/playground/voice/recording";
import { toWav } from "@/lib/playground/voice/wav";

import { decodeText } from "../../../simulator/audio-codec/decode";
import { encode } from "../../../simulator/audio-codec/encode";
import { wavFile } from "../../../wav-file";

const toFloat = (samples: Int16Array): Float32Array =>
  Float32Array.from(samples, (sample) => sample / 32_768);

const readSamples = (wav: Uint8Array<ArrayBuffer> | null): Int16Array =>
  new Int16Array(wav?.slice(44).buffer ?? new ArrayBuffer());

describe("the WAV file of a recording", () => {
  it("is byte for byte what another writer makes of the same samples, however they are cut", () => {
    const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 5 }), (pieces) => {
        const whole = pieces.flat().map((sample) => sample / 32_768);
        const expected = wavFile(whole, { rate: RECORDING_HZ, channels: 1, bits: 16 });
        const written = toWav(
          pieces.map((piece) => Int16Array.from(piece)),
          RECORDING_HZ,
        );
        expect(Buffer.from(written).equals(expected)).toBe(true);
      }),
    );
  });
});

describe("a recording", () => {
  it.each([8000, 16_000, 44_100, 48_000, 96_000])(
    "at %i Hz has its words at 16 kHz, in however many pieces it came",
    (rate) => {
      const words = "你好，星火。Take this down.";
      // The codec speaks at 24 kHz; the microphone hears it at its own rate.
      const spoken = toFloat(encode(words, { rate: 24_000 }));
      const heard = Float32Array.from(
        { length: Math.floor((spoken.length * rate) / 24_000) },
        (_, at) => {
          const place = (at * 24_000) / rate;
          const [before = 0, after = 0] = spoken.subarray(Math.floor(place), Math.floor(place) + 2);
          return before + (after - before) * (place % 1);
        },
      );
      const recording = createRecording(rate);
      for (let at = 0; at < heard.length; at += 1024) {
        recording.push(heard.subarray(at, at + 1024));
      }
      expect(recording.readSeconds()).toBeCloseTo(heard.length / rate, 6);
      const wav = recording.end();
      expect(wav?.length).toBe(44 + 2 * Math.ceil((heard.length * RECORDING_HZ) / rate));
      expect(decodeText(readSamples(wav), RECORDING_HZ)).toBe(words);
    },
  );

  it("holds what is louder than full scale at full scale", () => {
    const recording = createRecording(RECORDING_HZ);
    recording.push(Float32Array.of(2, -2, 1, -1, 0));
    expect([...readSamples(recording.end())]).toEqual([32_767, -32_768, 32_767, -32_768, 0]);
  });

  it("is null where nothing was heard", () => {
    expect(createRecording(48_000).end()).toBeNull();
  });

  it("ends after five minutes, to the sample", () => {
    const recording = createRecording(RECORDING_HZ);
    const minute = new Float32Array(60 * RECORDING_HZ);
    for (let count = 0; count < 6; count += 1) recording.push(minute);
    expect(recording.readSeconds()).toBe(MAX_SECONDS);
    expect(recording.end()?.length).toBe(44 + 2 * MAX_SECONDS * RECORDING_HZ);
  });
});

describe("the level", () => {
  it("rises from 0 for silence to 1 for full scale", () => {
    const at = (volume: number) => toLevel(new Float32Array(100).fill(volume));
    expect([at(0), at(1), at(2)]).toEqual([0, 1, 1]);
    expect(at(0.01)).toBeGreaterThan(0);
    expect(at(0.1)).toBeGreaterThan(at(0.01));
    expect(toLevel(new Float32Array())).toBe(0);
  });
});
