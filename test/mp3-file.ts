/** The header of an MPEG 2, layer III frame: 16 kHz, mono, 32 kbit/s, 144 bytes, 36 ms. */
const HEAD = [0xff, 0xf3, 0x48, 0xc0];
export const FRAME_BYTES = 144;

/**
 * Builds a frame with a valid header and side information, and with these bytes as its audio.
 * @param loudness from 0 to 255
 */
export function mp3Frame(sound: Uint8Array = new Uint8Array(), loudness = 0): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.set(HEAD);
  frame.set(sound.subarray(0, FRAME_BYTES - 13), 13);
  // After 8 bits of main_data_begin and a private bit come a length of 12 bits, 9 bits, and 8 bits
  // of gain.
  writeBits(frame, { at: 4 * 8 + 9, count: 12, value: loudness === 0 ? 0 : 100 });
  writeBits(frame, { at: 4 * 8 + 30, count: 8, value: loudness });
  return frame;
}

/** Builds the info frame that encoders write first. */
export function infoFrame(mark: "Xing" | "Info"): Buffer {
  const frame = mp3Frame();
  frame.write(mark, 4 + 9, "latin1");
  return frame;
}

/** Builds an ID3 tag, whose declared size may be wrong. */
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
