import { GatewayError } from "../../core/errors";
import type { FoundResponse, ResponseStore } from "./response-store";

/** Reads kept responses for one request, each once, and no more of them than a body may hold. */
export type Reader = {
  isKeeping: boolean;
  /** @throws GatewayError `request-too-large` */
  get: (id: string) => Promise<FoundResponse | undefined>;
  /** The response that an item belongs to. @throws GatewayError `request-too-large` */
  getByItem: (itemId: string) => Promise<FoundResponse | undefined>;
};

export type ReaderOptions = { store: ResponseStore | null; owner: string; limitBytes: number };

export function createReader({ store, owner, limitBytes }: ReaderOptions): Reader {
  const found = new Map<string, FoundResponse | undefined>();
  let bytes = 0;
  const get = async (id: string): Promise<FoundResponse | undefined> => {
    if (!store || found.has(id)) return found.get(id);
    const kept = await store.get(owner, id);
    bytes += kept?.bytes ?? 0;
    if (bytes > limitBytes) throw new GatewayError({ kind: "request-too-large", limitBytes });
    found.set(id, kept);
    return kept;
  };
  return {
    isKeeping: store !== null,
    get,
    async getByItem(itemId) {
      const id = await store?.findByItem(owner, itemId);
      return id === undefined ? undefined : get(id);
    },
  };
}
