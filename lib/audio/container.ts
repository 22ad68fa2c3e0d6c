import { badAudio } from "./bad-audio";
import { isWave } from "./wav-reader";

type Mark = { name: string; at: number; bytes: string };

/**
 * Formats that clients record or convert to, by their first bytes. None of them is decoded here.
 */
const OTHERS: readonly Mark[] = [
  { name: "MP4 or M4A", at: 4, bytes: "ftyp" },
  { name: "WebM", at: 0, bytes: "\x1A\x45\xDF\xA3" },
  { name: "Ogg", at: 0, bytes: "OggS" },
  { name: "FLAC", at: 0, bytes: "fLaC" },
  { name: "AIFF", at: 0, bytes: "FORM" },
  { name: "big-endian WAV (RIFX)", at: 0, bytes: "RIFX" },
  { name: "AVI", at: 8, bytes: "AVI " },
  { name: "AMR", at: 0, bytes: "#!AMR" },
  { name: "ASF or WMA", at: 0, bytes: "\x30\x26\xB2\x75" },
  { name: "AU", at: 0, bytes: ".snd" },
  { name: "CAF", at: 0, bytes: "caff" },
];

/** An AAC stream begins like an MP3 frame of a layer that does not exist. */
const isAac = ([first = 0, second = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xf6) === 0xf0;

const TAKEN = "send WAV or MP3 (`ffmpeg -i recording -ar 16000 -ac 1 recording.wav` converts it)";

/**
 * Detects the format of a file by its bytes; its name and type are ignored.
 * @throws GatewayError for a format that is not supported
 */
export function findContainer(head: Uint8Array): "wav" | "mp3" {
  if (isWave(head)) return "wav";
  const other = OTHERS.find(({ at, bytes }) => toText(head, at, bytes.length) === bytes)?.name;
  const name = other ?? (isAac(head) ? "AAC" : undefined);
  if (name !== undefined) throw badAudio(`The file is ${name}: ${TAKEN}.`);
  return "mp3";
}

/** Creates the error for a file with no known signature and no audio in it. */
export const notAudio = () => badAudio(`The file is no WAV and no MP3: ${TAKEN}.`);

const toText = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
