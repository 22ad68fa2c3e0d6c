import { toKeptItems } from "../../api/responses/kept/kept-items";
import { findReference, listRawItems, type RawItem } from "../../api/responses/request/read-items";
import type { ResponseRequest } from "../../api/responses/request/request-schema";
import type { SaveResponse } from "../../api/responses/response/write-options";
import { toParam } from "../../api/common/explain-issue";
import { GatewayError } from "../../core/errors";
import type { Settings } from "../config/settings";
import { readChain } from "./chain";
import { toOwner } from "./owner";
import { createReader, type Reader } from "./reader";
import type { ResponseStore } from "./response-store";
import type { RequestHeaders } from "../http/api-request";

export type StoreDependencies = {
  settings: Settings;
  /** Null if no responses are kept. */
  store: ResponseStore | null;
  randomId: () => string;
};

export type Conversation = {
  /** The earlier items, then the request's own. */
  input: readonly RawItem[];
  /**
   * Returns the function that saves the response with this id; undefined if it is not to be saved.
   */
  toSave: (id: string) => SaveResponse | undefined;
};

/**
 * Loads the conversation of a request: the chain that it continues, and its own items with
 * references resolved.
 * @throws GatewayError `not-kept`
 */
export async function openConversation(
  { input, previous_response_id: previousId, store: wanted = true }: ResponseRequest,
  headers: RequestHeaders,
  { settings, store, randomId }: StoreDependencies,
): Promise<Conversation> {
  const owner = store ? toOwner(headers, settings) : "";
  const reader = createReader({ store, owner, limitBytes: settings.maxBodyBytes });
  const chain = previousId === undefined ? [] : await readChain(previousId, reader);
  const own: RawItem[] = [];
  for (const raw of listRawItems(input)) own.push(await resolve(raw, reader));
  const before = chain.flatMap(({ input: asked, output }) => [...asked, ...output]);
  return {
    input: [...before.map((value) => ({ path: ["previous_response_id"], value })), ...own],
    toSave: (id) => {
      if (!store || !wanted) return undefined;
      const items = toKeptItems(own, randomId);
      return (response, output) =>
        store.put(owner, {
          id,
          previousId: previousId ?? null,
          links: (chain.at(-1)?.links ?? 0) + 1,
          input: items,
          output,
          response,
          itemIds: [...items, ...output].map((item) => item.id),
        });
    },
  };
}

/**
 * Returns the item behind a reference. References to items that Spark does not need are left as
 * they are.
 */
async function resolve(raw: RawItem, reader: Reader): Promise<RawItem> {
  const id = findReference(raw.value);
  if (id === undefined || /^(?:rs|ws)_/.test(id)) return raw;
  const value = await reader.getItem(id);
  if (value !== undefined) return { ...raw, value };
  throw new GatewayError({
    kind: "not-kept",
    what: "item",
    id,
    param: `${toParam(raw.path)}.id`,
    isKeeping: reader.isKeeping,
  });
}
