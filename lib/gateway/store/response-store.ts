import { z } from "zod";

import { parseJson } from "../../core/json";

/** A kept response with the request that led to it. */
export type KeptResponse = {
  id: string;
  /** The previous response; null for the first of its chain. */
  previousId: string | null;
  /** The number of responses in the chain up to this one. */
  links: number;
  /** The request's own input items, each with an id. */
  input: readonly unknown[];
  output: readonly unknown[];
  /** The response as the caller received it. */
  response: unknown;
  /** The ids by which the items can be referenced. */
  itemIds: readonly string[];
};

/**
 * Stores responses for a limited time. The owner is a digest of the credential, so callers cannot
 * read each other's responses. Reading extends the expiry.
 */
export type ResponseStore = {
  /**
   * Saves a response.
   * @returns whether it was saved: it may be too large, or the store may be unreachable
   */
  put: (owner: string, kept: KeptResponse) => Promise<boolean>;
  get: (owner: string, id: string) => Promise<FoundResponse | undefined>;
  /** Returns the id of the response that contains an item. */
  findByItem: (owner: string, itemId: string) => Promise<string | undefined>;
  /**
   * Deletes a response.
   * @returns whether it existed
   */
  delete: (owner: string, id: string) => Promise<boolean>;
  close: () => Promise<void>;
};

/**
 * A response that was found.
 * @property bytes the size of its stored text
 */
export type FoundResponse = KeptResponse & { bytes: number };

/** Including its input. A larger response is not saved. */
const MAX_RESPONSE_BYTES = 1024 * 1024;
/** Each item is a separate key in Redis, and very many of them would slow it down for everyone. */
const MAX_ITEMS = 1000;

/** Serialises a response; undefined if it is too large. */
export function toStoredText(kept: KeptResponse): string | undefined {
  if (kept.itemIds.length > MAX_ITEMS) return undefined;
  const text = JSON.stringify(kept);
  return Buffer.byteLength(text) > MAX_RESPONSE_BYTES ? undefined : text;
}

export function fromStoredText(text: string): FoundResponse | undefined {
  const result = stored.safeParse(parseJson(text));
  return result.success ? { ...result.data, bytes: text.length } : undefined;
}

const stored = z.object({
  id: z.string(),
  previousId: z.string().nullable(),
  links: z.number(),
  input: z.array(z.unknown()),
  output: z.array(z.unknown()),
  response: z.unknown(),
  itemIds: z.array(z.string()),
});
