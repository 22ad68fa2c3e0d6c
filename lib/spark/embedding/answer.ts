import { z } from "zod";

import type { Vector } from "../../core/embedding";
import { GatewayError } from "../../core/errors";
import { parseJson } from "../../core/json";
import { toRejection } from "../codes";

/** iFlytek's answer (Embedding_api.html), minimal and loose: `seq` and `status` are not needed. */
const answerSchema = z.object({
  header: z.object({
    code: z.int(),
    message: z.string().catch(""),
    sid: z.string().nullable().catch(null),
  }),
  payload: z.object({ feature: z.object({ text: z.string() }) }).optional(),
});

export type Embedded = { sid: string | null; vectors: readonly Vector[] };

const BYTES_PER_NUMBER = 4;

type Wanted = {
  /** The expected number of dimensions; null if unknown. */
  dimensions: number | null;
  format: "float" | "base64";
};

/**
 * Reads the embedding from an answer, in base64 unchanged or else decoded. An embedding that is too
 * long is cut, as iFlytek's own clients do.
 * @throws GatewayError
 */
export function readEmbedding(body: string, wanted: Wanted): Embedded {
  const answer = answerSchema.safeParse(parseJson(body)).data;
  if (!answer) throw invalid("an unreadable answer", null);
  const { code, message, sid } = answer.header;
  if (code !== 0) throw new GatewayError(toRejection(code, message, sid));
  const text = answer.payload?.feature.text ?? "";
  // If the answer contains no escapes, the text needs none either. That is the usual case, and this
  // check takes a fiftieth of the time of checking each character.
  if (body.includes("\\") && !BASE64.test(text))
    throw invalid("an embedding that is no base64", sid);
  return { sid, vectors: [toVector(text, wanted, sid)] };
}

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

function toVector(text: string, { dimensions, format }: Wanted, sid: string | null): Vector {
  const bytes = Buffer.byteLength(text, "base64");
  const expected = dimensions === null ? bytes : dimensions * BYTES_PER_NUMBER;
  if (bytes === 0 || bytes < expected || bytes % BYTES_PER_NUMBER !== 0) {
    throw invalid(`an embedding of ${bytes} bytes`, sid);
  }
  if (format === "base64" && bytes === expected) return { type: "base64", text };
  const decoded = Buffer.from(text, "base64").subarray(0, expected);
  // A copy, because a Float32Array must start at a multiple of four. Every Node platform is
  // little-endian.
  const values = new Float32Array(new Uint8Array(decoded).buffer);
  if (decoded.length < expected || !isFinite(values)) {
    throw invalid("an embedding that holds no numbers", sid);
  }
  return { type: "numbers", values };
}

/** A plain loop, because it runs over every number. */
function isFinite(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at += 1) if (!Number.isFinite(values[at])) return false;
  return true;
}

function invalid(detail: string, sid: string | null): GatewayError {
  return new GatewayError({ kind: "spark-invalid", detail, ...(sid && { sid }) });
}
