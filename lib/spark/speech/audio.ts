import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { END, type Source } from "../../streams/source";
import { type AudioFrame, readAudioFrame } from "../audio/frame";
import { createReorder, type Piece } from "./reorder";

/** Audio that has arrived, never empty, and the session that it is from. */
export type Spoken = { sid: string | null; audio: Buffer };

const LAST = 2;

const text = z.string().nullish();
const status = z.int().nullable().catch(null);
const seq = z.int().min(0).optional().catch(undefined);

/**
 * What a frame says: `data` of the older service, or `payload` of the newer one, whose audio is an object.
 * Of both there are frames without any.
 */
const contentSchema = z.union([
  z.object({ audio: z.object({ audio: text, status, seq }) }).transform(({ audio }) => audio),
  z.object({ audio: text, status }).transform((data) => ({ ...data, seq: undefined })),
]);

/**
 * The audio in a session's frames, batch by batch. Frames without audio are skipped, so that the first
 * value is the first that can be heard.
 * @param onFrames so many frames have arrived
 * @throws GatewayError where it ends without any
 */
export function toSpoken(
  batches: Source<readonly string[]>,
  onFrames: (count: number) => void,
): Source<Spoken> {
  const reorder = createReorder();
  let sid: string | null = null;
  let hasSpoken = false;

  const read = (raw: string): Buffer[] => {
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
      const heard = Buffer.concat(readBatch(value, read, reorder.isOver));
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

/** What follows the last frame is not read. */
function readBatch(
  batch: readonly string[],
  read: (raw: string) => Buffer[],
  isOver: () => boolean,
): Buffer[] {
  const heard: Buffer[] = [];
  for (const raw of batch) {
    if (isOver()) break;
    heard.push(...read(raw));
  }
  return heard;
}

/** Undefined for a frame that says nothing. A header alone may be what ends the session. */
function toPiece({ content, status: header }: AudioFrame): Piece | undefined {
  const found = contentSchema.safeParse(content ?? {}).data;
  if (!found) throw unreadable();
  const isLast = (found.status ?? header) === LAST;
  if (!isLast && typeof found.audio !== "string") return undefined;
  return { seq: found.seq, audio: decode(found.audio ?? ""), isLast };
}

/** Node decodes what it can and leaves the rest out: then the lengths differ. */
function decode(base64: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === Buffer.byteLength(base64, "base64")) return bytes;
  throw unreadable();
}

const unreadable = (): GatewayError =>
  new GatewayError({ kind: "spark-invalid", detail: "an unreadable piece of audio" });
