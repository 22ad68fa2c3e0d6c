/** Reads 16-bit little-endian samples from bytes that are cut anywhere. */
export type SampleReader = {
  push: (bytes: Uint8Array) => Int16Array;
  /** Half a sample at the end is dropped: what follows would be noise. */
  end: () => void;
};

export function createSampleReader(): SampleReader {
  let half = NONE;
  return {
    push(bytes) {
      const all = half.length === 0 ? bytes : Buffer.concat([half, bytes]);
      const even = all.length & ~1;
      half = new Uint8Array(all.subarray(even));
      return new Int16Array(new Uint8Array(all.subarray(0, even)).buffer);
    },
    end() {
      half = NONE;
    },
  };
}

const NONE = new Uint8Array(0);

/** Samples as bytes. Every machine that Node runs on is little-endian, as WAV is. */
export const toBytes = (samples: Int16Array): Buffer<ArrayBuffer> =>
  Buffer.from(samples.slice().buffer);
