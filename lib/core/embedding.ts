import type { Named } from "./generation";

/** What any client's API asks an embedding model for, in words of neither side. */
export type EmbeddingRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  /** Each with the caller's own name for it: `input`, `input[3]`. */
  texts: readonly Named<string>[];
  /** Extension: what the texts are for. */
  purpose: Named<"document" | "query"> | undefined;
  /** How many numbers are wanted; undefined: the model's own. */
  dimensions: Named<number> | undefined;
  /** Who the caller says the end user is. */
  endUser: string | undefined;
  /** What the caller will be given: what comes in that form need not be looked into. */
  format: "float" | "base64";
};

/**
 * One embedding: little-endian 32-bit floats in base64, as it came, with nothing that JSON would escape;
 * or numbers.
 */
export type Vector =
  | { type: "base64"; text: string }
  | { type: "numbers"; values: readonly number[] | Float32Array };
