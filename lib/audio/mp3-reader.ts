import { badAudio } from "./bad-audio";
import { MP3_HEADER_BYTES as HEAD_BYTES } from "../core/audio/mp3-frame";
import { isInfoFrame, MAX_FRAME_BYTES, type Mp3Head, readMp3Head } from "./mp3-frame";

export type Mp3Frame = { bytes: Uint8Array; head: Mp3Head };

/**
 * This many frames in a row are no coincidence; tags and images in them may look like one frame.
 */
const CHAIN = 3;
const LOOK_AHEAD = CHAIN * MAX_FRAME_BYTES + HEAD_BYTES;

/**
 * Finds the frames of an MP3 file as its bytes arrive. Everything else is skipped: tags at the
 * beginning, in the middle and at the end, without trusting the sizes that they declare. Each byte
 * is examined a few times at most.
 */
export function createMp3Reader() {
  let rest: Uint8Array = new Uint8Array();
  /** The kind of the first frame, which all others must match. */
  let kind: Pick<Mp3Head, "rate" | "isMpeg1"> | undefined;
  let passed = 0;
  /** True directly after a frame; the next one is then accepted by its header alone. */
  let isInStep = false;

  const take = (at: number, head: Mp3Head, frames: Mp3Frame[]): void => {
    const isFirst = kind === undefined;
    kind ??= head;
    if (head.rate !== kind.rate) {
      throw badAudio(
        `The MP3 file changes from ${kind.rate} to ${head.rate} samples a second: export it again.`,
      );
    }
    const bytes = rest.subarray(at, at + head.bytes);
    if (!isFirst || !isInfoFrame(bytes, head)) frames.push({ bytes, head });
  };

  /**
   * Only a file that begins with a frame, or already had some, may end with an incomplete chain.
   */
  const canBeShort = (at: number): boolean => kind !== undefined || passed + at === 0;

  /** @param isEnd true if no more bytes will come */
  const read = (isEnd: boolean): Mp3Frame[] => {
    const frames: Mp3Frame[] = [];
    let at = 0;
    while (isEnd ? at + HEAD_BYTES <= rest.length : at + LOOK_AHEAD <= rest.length) {
      const head = readMp3Head(rest, at);
      const isExpected = isInStep && kind !== undefined && isLike(head, kind);
      if (
        head &&
        at + head.bytes <= rest.length &&
        (isExpected || hasChain(rest, at, canBeShort(at)))
      ) {
        take(at, head, frames);
        at += head.bytes;
        isInStep = true;
        continue;
      }
      isInStep = false;
      const next = rest.indexOf(0xff, at + 1);
      at = next === -1 ? rest.length : next;
    }
    passed += at;
    rest = rest.subarray(at);
    return frames;
  };

  return {
    /**
     * Reads the frames in more bytes.
     * @throws GatewayError if the sample rate changes within the file
     */
    feed(bytes: Uint8Array): readonly Mp3Frame[] {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      return read(false);
    },
    /** Returns the last frames. */
    end: (): readonly Mp3Frame[] => read(true),
  };
}

const isLike = (head: Mp3Head | undefined, kind: Pick<Mp3Head, "rate" | "isMpeg1">): boolean =>
  head?.rate === kind.rate && head.isMpeg1 === kind.isMpeg1;

/** Returns whether frames of one kind follow each other from here, or until the audio ends. */
function hasChain(bytes: Uint8Array, from: number, canBeShort: boolean): boolean {
  const first = readMp3Head(bytes, from);
  let at = from;
  for (let frame = 0; frame < CHAIN; frame += 1) {
    if (at + HEAD_BYTES > bytes.length || isTag(bytes, at)) return canBeShort && frame > 0;
    const head = readMp3Head(bytes, at);
    if (!head || !first || !isLike(head, first)) return false;
    at += head.bytes;
  }
  return true;
}

/** Returns whether a tag follows the last frame: ID3v1, ID3v2 or APE. */
function isTag(bytes: Uint8Array, at: number): boolean {
  const mark = String.fromCharCode(...bytes.subarray(at, at + 3));
  return mark === "TAG" || mark === "ID3" || mark === "APE";
}
