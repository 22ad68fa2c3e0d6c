import type { EmbeddingRequest, Vector } from "../../core/embedding";
import type { EmbeddingUsage } from "./response-schema";

export type EmbeddingList = {
  /** The model as the caller sent it. */
  model: string;
  format: EmbeddingRequest["format"];
  vectors: readonly Vector[];
  usage: EmbeddingUsage;
};

/**
 * Writes the response JSON piece by piece: 2,048 embeddings are 100 MB as numbers and need not all
 * be in memory at once.
 */
export function* writeEmbeddingList(list: EmbeddingList): Generator<string, void, undefined> {
  const { model, format, vectors, usage } = list;
  yield '{"object":"list","data":[';
  for (const [index, vector] of vectors.entries()) {
    const comma = index === 0 ? "" : ",";
    const embedding = format === "base64" ? toBase64(vector) : toNumbers(vector);
    yield `${comma}{"object":"embedding","index":${index},"embedding":${embedding}}`;
  }
  yield `],"model":${JSON.stringify(model)},"usage":${JSON.stringify(usage)}}`;
}

function toBase64(vector: Vector): string {
  if (vector.type === "base64") return `"${vector.text}"`;
  return `"${Buffer.from(Float32Array.from(vector.values).buffer).toString("base64")}"`;
}

/** Writes numbers as JavaScript does, which is also what a client gets from decoding the base64. */
function toNumbers(vector: Vector): string {
  if (vector.type === "numbers") return `[${vector.values.join(",")}]`;
  const bytes = Buffer.from(vector.text, "base64");
  return `[${new Float32Array(new Uint8Array(bytes).buffer).join(",")}]`;
}
