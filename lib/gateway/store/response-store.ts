import { z } from "zod";

import { parseJson } from "../../core/json";

/** A response that is kept, and what led to it. */
export type KeptResponse = {
  id: string;
  /** The response before it; null: the first of its chain. */
  previousId: string | null;
  /** How many responses the chain has up to here. */
  links: number;
  /** The request's own input items, each with an id. */
  input: readonly unknown[];
  output: readonly unknown[];
  /** As the caller got it. */
  response: unknown;
  /** Ids of the items, by which they can be referred to. */
  itemIds: readonly string[];
};

/**
 * Where responses are kept for a while. An owner is a digest of the credential: what one caller keeps
 * is not there for another. Reading is use, and use prolongs.
 */
export type ResponseStore = {
  /** @returns whether it is kept: it may be too large, or the store out of reach */
  put: (owner: string, kept: KeptResponse) => Promise<boolean>;
  get: (owner: string, id: string) => Promise<FoundResponse | undefined>;
  /** The id of the response that an item belongs to. */
  findByItem: (owner: string, itemId: string) => Promise<string | undefined>;
  /** @returns whether it was there */
  delete: (owner: string, id: string) => Promise<boolean>;
  close: () => Promise<void>;
};

/** @property bytes how long it is, written down */
export type FoundResponse = KeptResponse & { bytes: number };

/** With its input. A larger one is not kept. */
const MAX_RESPONSE_BYTES = 1024 * 1024;
/** Each is an entry of its own in Redis: very many of them would keep it from everybody else. */
const MAX_ITEMS = 1000;

/** How a response is written down; undefined where it is too large. */
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
