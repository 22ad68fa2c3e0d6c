import type { Named } from "./generation";

/** The neutral embedding request: what any client's API can ask of an embedding model. */
export type EmbeddingRequest = {
  /** The model as the caller sent it: an id or an alias. */
  model: string;
  /** The texts, each with the caller's own name for it: `input`, `input[3]`. */
  texts: readonly Named<string>[];
  /** Extension: what the texts will be used for. */
  purpose: Named<"document" | "query"> | undefined;
  /** The requested number of dimensions; undefined for the model's default. */
  dimensions: Named<number> | undefined;
  /** The end user's id, as the caller gave it. */
  endUser: string | undefined;
  /**
   * The caller's response format. A vector that already arrives in this format is passed through.
   */
  format: "float" | "base64";
};

/**
 * One embedding: either little-endian 32-bit floats in base64 as received, which JSON need not
 * escape, or plain numbers.
 */
export type Vector =
  | { type: "base64"; text: string }
  | { type: "numbers"; values: readonly number[] | Float32Array };
