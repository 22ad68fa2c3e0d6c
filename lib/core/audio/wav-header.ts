/** The value for an unknown length; players then read to the end. */
const UNKNOWN = 0xffff_ffff;
const BYTES_PER_SAMPLE = 2;

/** Builds the header of a WAV file of mono 16-bit samples whose length is not known yet. */
export function toWavHeader(rate: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(UNKNOWN, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  // PCM, one channel.
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(UNKNOWN, 40);
  return header;
}
