import { badAudio } from "./bad-audio";
import { readWavFormat, type WavFormat } from "./wav-format";

const CHUNK_HEADER = 8;
const FILE_HEADER = 12;
/** A recorder that did not know the length yet, or never came back to write it. */
const UNKNOWN_SIZES: ReadonlySet<number> = new Set([0, 0xff_ff_ff_ff]);
/** A format's chunk has 40 bytes at most; of a longer one the rest is passed over. */
const FORMAT_BYTES = 64;

/** No recorder writes more; each costs far more than its bytes. */
const MAX_CHUNKS = 1000;

type State =
  | { at: "file" }
  | { at: "chunk" }
  | { at: "format"; size: number }
  | { at: "skip"; left: number }
  | { at: "data"; left: number };

/**
 * Reads a RIFF file as its bytes arrive. No size in it is trusted: chunks are passed over byte by byte,
 * and the samples end where they say, or where the file does.
 */
export function createWavReader() {
  let rest: Uint8Array = new Uint8Array();
  let state: State = { at: "file" };
  let format: WavFormat | null = null;
  let chunks = 0;

  /** One step, if there are enough bytes for it. */
  const step = (emit: (bytes: Uint8Array) => void): boolean => {
    switch (state.at) {
      case "file":
        return take(FILE_HEADER, (bytes) => {
          if (!isWave(bytes)) throw badAudio("The file is no WAV: export it again.");
          state = { at: "chunk" };
        });
      case "chunk":
        chunks += 1;
        if (chunks > MAX_CHUNKS)
          throw badAudio("The WAV file has too many parts: export it again.");
        return take(CHUNK_HEADER, (bytes) => (state = openChunk(bytes, format !== null)));
      case "format": {
        const { size } = state;
        return take(Math.min(size, FORMAT_BYTES), (bytes) => {
          format ??= readWavFormat(bytes);
          state = { at: "skip", left: pad(size) - bytes.length };
        });
      }
      case "skip":
      case "data": {
        const { at, left } = state;
        const bytes = rest.subarray(0, left);
        rest = rest.subarray(bytes.length);
        if (at === "data" && bytes.length > 0) emit(bytes);
        const open = left - bytes.length;
        state = open > 0 ? { at, left: open } : { at: "chunk" };
        return open === 0;
      }
    }
  };
  const take = (length: number, read: (bytes: Uint8Array) => unknown): boolean => {
    if (rest.length < length) return false;
    read(rest.subarray(0, length));
    rest = rest.subarray(length);
    return true;
  };

  return {
    /** Known once the samples begin. */
    format: (): WavFormat | null => format,
    /** @returns what of these bytes is samples. @throws GatewayError for what is no WAV that is read here */
    feed(bytes: Uint8Array): readonly Uint8Array[] {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const found: Uint8Array[] = [];
      while (rest.length > 0 && step((samples) => found.push(samples)));
      return found;
    },
  };
}

function openChunk(bytes: Uint8Array, hasFormat: boolean): State {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = view.getUint32(4, true);
  switch (toId(bytes)) {
    case "fmt ":
      return { at: "format", size };
    case "data":
      if (!hasFormat)
        throw badAudio("The WAV file has samples before their format: export it again.");
      return { at: "data", left: UNKNOWN_SIZES.has(size) ? Number.POSITIVE_INFINITY : size };
    default:
      return size === 0 ? { at: "chunk" } : { at: "skip", left: pad(size) };
  }
}

/** Chunks begin at even places. */
const pad = (size: number): number => size + (size % 2);

const toId = (bytes: Uint8Array, at = 0): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** RF64 is RIFF for more than 4 GB, whose `data` says that its size is elsewhere. */
export function isWave(bytes: Uint8Array): boolean {
  return (toId(bytes) === "RIFF" || toId(bytes) === "RF64") && toId(bytes, 8) === "WAVE";
}
