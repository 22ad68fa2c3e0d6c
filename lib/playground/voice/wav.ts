const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/** Writes a WAV file of mono 16-bit samples, which arrive in pieces. */
export function toWav(pieces: readonly Int16Array[], rate: number): Uint8Array<ArrayBuffer> {
  const count = pieces.reduce((sum, { length }) => sum + length, 0);
  const dataBytes = count * BYTES_PER_SAMPLE;
  const bytes = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void => {
    for (const [index, letter] of Array.from(text).entries()) {
      view.setUint8(at + index, letter.codePointAt(0) ?? 0);
    }
  };
  write(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  // PCM, one channel.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  write(36, "data");
  view.setUint32(40, dataBytes, true);
  let at = HEADER_BYTES;
  for (const piece of pieces) {
    for (const sample of piece) {
      view.setInt16(at, sample, true);
      at += BYTES_PER_SAMPLE;
    }
  }
  return bytes;
}
