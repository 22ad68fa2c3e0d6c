/** A frame of MPEG 2, layer III, 16 kHz, mono, 32 kbit/s: 144 bytes, 36 ms. */
const HEAD = [0xff, 0xf3, 0x48, 0xc0];
export const FRAME_BYTES = 144;

/**
 * A frame of which the head and the side information are true, and the sound is these bytes.
 * @param loudness from 0 to 255
 */
export function mp3Frame(sound: Uint8Array = new Uint8Array(), loudness = 0): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.set(HEAD);
  frame.set(sound.subarray(0, FRAME_BYTES - 13), 13);
  // After 8 bits of main_data_begin and one that is private come 12 of a length, 9, and 8 of loudness.
  writeBits(frame, { at: 4 * 8 + 9, count: 12, value: loudness === 0 ? 0 : 100 });
  writeBits(frame, { at: 4 * 8 + 30, count: 8, value: loudness });
  return frame;
}

/** The first frame that encoders write, of figures. */
export function infoFrame(mark: "Xing" | "Info"): Buffer {
  const frame = mp3Frame();
  frame.write(mark, 4 + 9, "latin1");
  return frame;
}

/** A tag at the head of a file, which may lie about its size. */
export function id3(content: Uint8Array, claimed = content.length): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (claimed >> shift) & 0x7f);
  return Buffer.concat([Buffer.from("ID3"), Buffer.from([3, 0, 0, ...size]), content]);
}

function writeBits(
  bytes: Buffer,
  { at, count, value }: { at: number; count: number; value: number },
) {
  for (let bit = 0; bit < count; bit += 1) {
    const place = at + bit;
    const mask = 0x80 >> (place & 7);
    const isSet = ((value >> (count - 1 - bit)) & 1) === 1;
    bytes[place >> 3] = isSet ? (bytes[place >> 3] ?? 0) | mask : (bytes[place >> 3] ?? 0) & ~mask;
  }
}
