import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import type { FoundResponse, KeptResponse, ResponseStore } from "./response-store";

/**
 * Reads kept responses for one request. Each is read once, and their total size is limited like a
 * body.
 */
export type Reader = {
  isKeeping: boolean;
  /**
   * Reads a response.
   * @throws GatewayError `request-too-large`
   */
  get: (id: string) => Promise<FoundResponse | undefined>;
  /**
   * Reads an item of a response; every call counts towards the limit.
   * @throws GatewayError `request-too-large`
   */
  getItem: (itemId: string) => Promise<unknown>;
};

export type ReaderOptions = { store: ResponseStore | null; owner: string; limitBytes: number };

export function createReader({ store, owner, limitBytes }: ReaderOptions): Reader {
  const found = new Map<string, FoundResponse | undefined>();
  const indexes = new Map<string, ItemIndex>();
  let bytes = 0;
  const count = (more: number): void => {
    bytes += more;
    if (bytes > limitBytes) throw new GatewayError({ kind: "request-too-large", limitBytes });
  };
  const get = async (id: string): Promise<FoundResponse | undefined> => {
    if (!store || found.has(id)) return found.get(id);
    const kept = await store.get(owner, id);
    count(kept?.bytes ?? 0);
    found.set(id, kept);
    return kept;
  };
  const indexOf = (kept: KeptResponse): ItemIndex => {
    const index = indexes.get(kept.id) ?? toIndex(kept);
    indexes.set(kept.id, index);
    return index;
  };
  return {
    isKeeping: store !== null,
    get,
    async getItem(itemId) {
      const id = await store?.findByItem(owner, itemId);
      const kept = id === undefined ? undefined : await get(id);
      const item = kept && indexOf(kept).get(itemId);
      // A body of short references could request the longest item thousands of times.
      if (item !== undefined) count(JSON.stringify(item).length);
      return item;
    },
  };
}

/** Items by id. */
type ItemIndex = ReadonlyMap<unknown, unknown>;

function toIndex({ input, output }: KeptResponse): ItemIndex {
  const items = [...input, ...output].filter(isRecord);
  // If several items share an id, the first one counts.
  return new Map(items.toReversed().map((item) => [item["id"], item]));
}
