import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import { END, type Source } from "../../streams/source";
import { type AudioFrame, readAudioFrame } from "../audio/frame";
import { createReorder, type Piece } from "./reorder";

type Bytes = Buffer<ArrayBuffer>;

/** Audio that has arrived, never empty, with its session id. */
export type Spoken = { sid: string | null; audio: Bytes };

const LAST = 2;

const text = z.string().nullish();
const status = z.int().nullable().catch(null);
const seq = z.int().min(0).optional().catch(undefined);

/** The newer service's audio, which is an object in `payload`. */
const nestedAudio = z.object({ audio: text, status, seq });
/** The older service's `data`. Both services also send frames without audio. */
const plainAudio = z.object({ audio: text, status });

/**
 * Reads the audio from a session's frames, batch by batch. It skips frames without audio, so its
 * first value is the first audio.
 * @param onFrames called with the number of frames in each batch
 * @throws GatewayError if the session ends without audio
 */
export function toSpoken(
  batches: Source<readonly string[]>,
  onFrames: (count: number) => void,
): Source<Spoken> {
  const reorder = createReorder();
  let sid: string | null = null;
  let hasSpoken = false;

  const read = (raw: string): Bytes[] => {
    const frame = readAudioFrame(raw, "speech");
    sid ??= frame.sid;
    const piece = toPiece(frame);
    return piece ? reorder.push(piece).map((one) => one.audio) : [];
  };

  const next = async (): Promise<IteratorResult<Spoken, void>> => {
    while (!reorder.isOver()) {
      const { done, value } = await batches.next();
      if (done) break;
      onFrames(value.length);
      const heard = join(readBatch(value, read, reorder.isOver));
      if (heard.length === 0) continue;
      hasSpoken = true;
      return { done: false, value: { sid, audio: heard } };
    }
    await batches.return();
    if (hasSpoken) return END;
    const detail = "an answer without audio";
    throw new GatewayError({ kind: "spark-invalid", detail, ...(sid !== null && { sid }) });
  };

  return {
    next: () => next().catch(lose),
    return: async () => {
      await batches.return();
      return END;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };

  async function lose(error: unknown): Promise<never> {
    await batches.return();
    throw error;
  }
}

/** Copies nothing where there is only one piece. */
function join(pieces: readonly Bytes[]): Bytes {
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

/** Reads a batch up to the last frame of the session. */
function readBatch(
  batch: readonly string[],
  read: (raw: string) => Bytes[],
  isOver: () => boolean,
): Bytes[] {
  const heard: Bytes[] = [];
  for (const raw of batch) {
    if (isOver()) break;
    heard.push(...read(raw));
  }
  return heard;
}

/** Returns undefined for a frame without audio. A frame with only a header may end the session. */
function toPiece({ content, status: header }: AudioFrame): Piece | undefined {
  const found = readContent(content);
  if (!found) throw unreadable();
  const isLast = (found.status ?? header) === LAST;
  if (!isLast && typeof found.audio !== "string") return undefined;
  return { seq: found.seq, audio: decode(found.audio ?? ""), isLast };
}

/** Chooses the schema by the shape: as with the frame itself, a union would be slow. */
function readContent(content: unknown) {
  const nested = isRecord(content) ? content["audio"] : undefined;
  if (isRecord(nested)) return nestedAudio.safeParse(nested).data;
  const plain = plainAudio.safeParse(content ?? {}).data;
  return plain && { audio: plain.audio, status: plain.status, seq: undefined };
}

/** Checks the length, because Node silently skips characters that are not base64. */
function decode(base64: string): Bytes {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === Buffer.byteLength(base64, "base64")) return bytes;
  throw unreadable();
}

const unreadable = (): GatewayError =>
  new GatewayError({ kind: "spark-invalid", detail: "an unreadable piece of audio" });
