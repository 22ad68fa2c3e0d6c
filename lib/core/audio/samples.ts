/** Reads 16-bit little-endian samples from chunks of bytes of any length. */
export type SampleReader = {
  push: (bytes: Uint8Array) => Int16Array<ArrayBuffer>;
  /** Drops half a sample at the end, which would turn everything after it into noise. */
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

/** Converts samples to bytes. Machines that run Node are little-endian, like WAV. */
export const toBytes = (samples: Int16Array): Buffer<ArrayBuffer> =>
  Buffer.from(samples.slice().buffer);
