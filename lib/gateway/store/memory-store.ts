import {
  type FoundResponse,
  fromStoredText,
  type ResponseStore,
  toStoredText,
} from "./response-store";

export type MemoryStoreOptions = {
  ttlMs: number;
  /** The limit for all responses together. The least recently used are removed first. */
  maxBytes: number;
  now: () => Date;
};

type Entry = { text: string; bytes: number; endsAt: number; itemKeys: readonly string[] };

/** Keeps responses in the memory of this process. */
export function createMemoryStore({ ttlMs, maxBytes, now }: MemoryStoreOptions): ResponseStore {
  // A Map keeps insertion order, and each use reinserts, so the first entry is the least recently
  // used.
  const entries = new Map<string, Entry>();
  /** The responses that contain an item: the one it came from, and those that referenced it. */
  const items = new Map<string, Set<string>>();
  let bytes = 0;

  const remove = (key: string): boolean => {
    const entry = entries.get(key);
    if (!entry) return false;
    entries.delete(key);
    bytes -= entry.bytes;
    for (const item of entry.itemKeys) {
      const holders = items.get(item);
      holders?.delete(key);
      if (holders?.size === 0) items.delete(item);
    }
    return true;
  };
  const sweep = (): void => {
    const time = now().getTime();
    for (const [key, { endsAt }] of entries) {
      if (endsAt > time && bytes <= maxBytes) return;
      remove(key);
    }
  };
  const read = (key: string): FoundResponse | undefined => {
    sweep();
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    entries.set(key, { ...entry, endsAt: now().getTime() + ttlMs });
    return fromStoredText(entry.text);
  };

  return {
    async put(owner, kept) {
      const text = toStoredText(kept);
      const size = Buffer.byteLength(text ?? "");
      // Checked first, because making room for it would remove other responses for nothing.
      if (text === undefined || size > maxBytes) return false;
      const key = toKey(owner, kept.id);
      const itemKeys = kept.itemIds.map((id) => toKey(owner, id));
      entries.set(key, { text, bytes: size, endsAt: now().getTime() + ttlMs, itemKeys });
      bytes += size;
      for (const item of itemKeys) items.set(item, (items.get(item) ?? new Set()).add(key));
      sweep();
      return entries.has(key);
    },
    get: async (owner, id) => read(toKey(owner, id)),
    async findByItem(owner, itemId) {
      sweep();
      const [holder] = items.get(toKey(owner, itemId)) ?? [];
      return holder?.slice(owner.length + 1);
    },
    delete: async (owner, id) => {
      sweep();
      return remove(toKey(owner, id));
    },
    close: async () => {},
  };
}

const toKey = (owner: string, id: string): string => `${owner}:${id}`;
