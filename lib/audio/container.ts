import { badAudio } from "./bad-audio";
import { isWave } from "./wav-reader";

type Mark = { name: string; at: number; bytes: string };

/** Formats that clients record or convert to, by what their files begin with; none of them is decoded here. */
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

/** An AAC stream begins like a frame of MP3, of a layer that there is not. */
const isAac = ([first = 0, second = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xf6) === 0xf0;

const TAKEN = "send WAV or MP3 (`ffmpeg -i recording -ar 16000 -ac 1 recording.wav` converts it)";

/** What a file is, by its bytes; its name and type say nothing. @throws GatewayError for what is not read here */
export function findContainer(head: Uint8Array): "wav" | "mp3" {
  if (isWave(head)) return "wav";
  const other = OTHERS.find(({ at, bytes }) => toText(head, at, bytes.length) === bytes)?.name;
  const name = other ?? (isAac(head) ? "AAC" : undefined);
  if (name !== undefined) throw badAudio(`The file is ${name}: ${TAKEN}.`);
  return "mp3";
}

/** Of a file that begins with nothing known and then has no sound either. */
export const notAudio = () => badAudio(`The file is no WAV and no MP3: ${TAKEN}.`);

const toText = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
