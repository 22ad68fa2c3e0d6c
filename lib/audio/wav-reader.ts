import { badAudio } from "./bad-audio";
import { readWavFormat, type WavFormat } from "./wav-format";

const CHUNK_HEADER = 8;
const ID_BYTES = 4;
const FILE_HEADER = 12;
/** Written, as 0 is, by recorders that did not know the length yet and never filled it in. */
const UNKNOWN_SIZE = 0xff_ff_ff_ff;
/** What may follow a `data` chunk that is really empty. */
const LATER_CHUNKS: ReadonlySet<string> = new Set([
  "LIST",
  "id3 ",
  "ID3 ",
  "bext",
  "fact",
  "cue ",
  "smpl",
  "inst",
  "iXML",
  "JUNK",
  "PAD ",
]);
/** A `fmt ` chunk has at most 40 bytes; the rest of a longer one is skipped. */
const FORMAT_BYTES = 64;

/** No recorder writes more. Each chunk costs far more than its bytes. */
const MAX_CHUNKS = 1000;

type State =
  | { at: "file" }
  | { at: "chunk" }
  | { at: "format"; size: number }
  | { at: "skip"; left: number }
  | { at: "data"; left: number }
  | { at: "unsized" };

/**
 * Reads a RIFF file as its bytes arrive. No declared size is trusted: chunks are skipped as their
 * bytes arrive, and the samples end where they claim to end or where the file ends.
 */
export function createWavReader() {
  let rest: Uint8Array = new Uint8Array();
  let state: State = { at: "file" };
  let format: WavFormat | null = null;
  let chunks = 0;

  /** Performs one step if there are enough bytes for it. */
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
      case "unsized":
        if (rest.length < ID_BYTES) return false;
        state = LATER_CHUNKS.has(toId(rest))
          ? { at: "chunk" }
          : { at: "data", left: Number.POSITIVE_INFINITY };
        return true;
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
    /** Returns the format, which is known once the samples begin. */
    format: (): WavFormat | null => format,
    /**
     * Reads more bytes.
     * @returns the samples in these bytes
     * @throws GatewayError for a file that is not a supported WAV
     */
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
      if (size === 0) return { at: "unsized" };
      return { at: "data", left: size === UNKNOWN_SIZE ? Number.POSITIVE_INFINITY : size };
    default:
      return size === 0 ? { at: "chunk" } : { at: "skip", left: pad(size) };
  }
}

/** Chunks begin at even offsets. */
const pad = (size: number): number => size + (size % 2);

const toId = (bytes: Uint8Array, at = 0): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** RF64 is RIFF for files over 4 GB; its `data` chunk declares its size elsewhere. */
export function isWave(bytes: Uint8Array): boolean {
  return (toId(bytes) === "RIFF" || toId(bytes) === "RF64") && toId(bytes, 8) === "WAVE";
}
