import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import type { FoundResponse, KeptResponse, ResponseStore } from "./response-store";

/** Reads kept responses for one request, each once, and no more of them than a body may hold. */
export type Reader = {
  isKeeping: boolean;
  /** @throws GatewayError `request-too-large` */
  get: (id: string) => Promise<FoundResponse | undefined>;
  /** An item of a response, which counts each time. @throws GatewayError `request-too-large` */
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
      // A body of short references may ask for the longest item thousands of times.
      if (item !== undefined) count(JSON.stringify(item).length);
      return item;
    },
  };
}

/** Items by their ids. */
type ItemIndex = ReadonlyMap<unknown, unknown>;

function toIndex({ input, output }: KeptResponse): ItemIndex {
  const items = [...input, ...output].filter(isRecord);
  // Of items with one id the first counts.
  return new Map(items.toReversed().map((item) => [item["id"], item]));
}
