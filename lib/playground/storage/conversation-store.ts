import {
  createStore,
  del,
  delMany,
  get,
  getMany,
  promisifyRequest,
  set,
  type UseStore,
  update,
} from "idb-keyval";

import { type TabLock, createTabLock } from "./tab-lock";
import type { Entry } from "../conversation/store";
import type { Conversation, Image } from "../conversation/types";
import { toBlob, toDataUrl } from "../composer/data-url";
import { changeImages, readAttached, readImages, toImagePrefix } from "../conversation/turns";
import { findBlob, toObjectUrl } from "./object-urls";
import { toText } from "./search";
import { upgradeRecord } from "./upgrade-record";

/**
 * Stores conversations in the reader's own browser. Every method may throw, for example when it is
 * full.
 */
export type ConversationStore = {
  /** Locks the conversation that this tab shows; see `tab-lock.ts`. */
  lock: TabLock["take"];
  list(): Promise<Entry[]>;
  /** Returns the whole text of conversations by id, for the search. */
  readTexts(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Returns a conversation as it was stored; an answer that was running then still looks that way.
   */
  load(id: string): Promise<Conversation | undefined>;
  /** Returns false, without writing, if another tab has changed it since it was read here. */
  save(conversation: Conversation): Promise<boolean>;
  /** Renames without reading, so that another tab can continue the conversation. */
  rename(id: string, title: string): Promise<void>;
  saveImage(image: Image): Promise<void>;
  removeImages(images: readonly Image[]): Promise<void>;
  /**
   * Deletes a conversation with all its images, including those that no question references any
   * more.
   */
  remove(id: string): Promise<void>;
};

const INDEX = "index";
const toKey = (id: string): string => `conversation:${id}`;

/**
 * Creates the store: one record per conversation, one per image, and an index, so that the list
 * reads none of them.
 */
export function createConversationStore(): ConversationStore {
  let opened: UseStore | undefined;
  // Opened on first use, because the page must also load in a browser that forbids storage.
  const open = (): UseStore => (opened ??= createStore("playground", "records"));
  /** The time of each conversation's last change, as far as this tab knows. */
  const seen = new Map<string, readonly number[]>();
  const changeIndex = (id: string, entry: Entry | null): Promise<void> =>
    update<Entry[]>(
      INDEX,
      (entries = []) => [...(entry ? [entry] : []), ...entries.filter((other) => other.id !== id)],
      open(),
    );
  return {
    lock: createTabLock(navigator.locks).take,
    list: async () => (await get<Entry[]>(INDEX, open())) ?? [],
    readTexts: async (ids) => {
      const kept = await getMany<Conversation | undefined>(ids.map(toKey), open());
      return new Map(kept.flatMap((one) => (one ? [[one.id, toText(one)]] : [])));
    },
    load: async (id) => {
      const kept = await get<Conversation>(toKey(id), open());
      if (!kept) return undefined;
      seen.set(id, [kept.updatedAt]);
      return fillImages(upgradeRecord(kept), open());
    },
    save: async (conversation) => {
      const { id, title, updatedAt } = conversation;
      const written = emptyImages(conversation);
      let isOurs = true;
      // In one transaction, so that no other tab can interfere.
      await update<Conversation>(
        toKey(id),
        (kept) => {
          const known = seen.get(id) ?? [];
          isOurs = !kept || known.includes(kept.updatedAt);
          if (!isOurs && kept) return kept;
          // Either time may be stored, depending on whether there is room for the write.
          seen.set(id, kept ? [kept.updatedAt, updatedAt] : [updatedAt]);
          return written;
        },
        open(),
      );
      if (isOurs) await changeIndex(id, { id, title, updatedAt });
      return isOurs;
    },
    rename: async (id, title) => {
      const kept = await rename(id, title, open());
      if (kept) await changeIndex(id, { id, title, updatedAt: kept.updatedAt });
    },
    saveImage: async ({ blobKey, url }) => {
      const blob = findBlob(url) ?? toBlob(url);
      if (blobKey) await set(blobKey, blob, open());
    },
    removeImages: (images) => delMany(toBlobKeys(images), open()),
    remove: async (id) => {
      const kept = await get<Conversation>(toKey(id), open());
      await changeIndex(id, null);
      await del(toKey(id), open());
      await removePrefixed(toImagePrefix(id), open());
      // Images from an earlier version of the page do not have the prefix.
      await delMany(toBlobKeys(readImages(kept ? upgradeRecord(kept).turns : [])), open());
    },
  };
}

async function rename(
  id: string,
  title: string,
  store: UseStore,
): Promise<Conversation | undefined> {
  // If there is none, an update would leave an empty record behind.
  if (!(await get<Conversation>(toKey(id), store))) return undefined;
  let renamed: Conversation | undefined;
  await update<Conversation | undefined>(
    toKey(id),
    (kept) => (renamed = kept && { ...kept, title }),
    store,
  );
  return renamed;
}

function toBlobKeys(images: readonly Image[]): string[] {
  return images.flatMap(({ blobKey }) => blobKey ?? []);
}

function removePrefixed(prefix: string, store: UseStore): Promise<void> {
  return store("readwrite", (records) => {
    records.delete(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`));
    return promisifyRequest(records.transaction);
  });
}

/**
 * Removes the data of images from files, which are stored separately, once, however often the
 * conversation is saved.
 */
function emptyImages(conversation: Conversation): Conversation {
  const turns = changeImages(conversation.turns, (image) =>
    image.kind === "file" ? { ...image, url: "" } : image,
  );
  return { ...conversation, turns };
}

async function fillImages(conversation: Conversation, store: UseStore): Promise<Conversation> {
  const keys = toBlobKeys(readImages(conversation.turns));
  const blobs = await getMany<Blob | undefined>(keys, store);
  // Attached images are sent again, as text. Drawn ones are only shown, and may be large.
  const sent = new Set(toBlobKeys(readAttached(conversation.turns)));
  const urls = new Map<string, string>();
  for (const [index, key] of keys.entries()) {
    const blob = blobs[index];
    if (blob) urls.set(key, sent.has(key) ? await toDataUrl(blob) : toObjectUrl(blob));
  }
  const turns = changeImages(conversation.turns, (image) => {
    const url = image.blobKey === undefined ? undefined : urls.get(image.blobKey);
    return url === undefined ? image : { ...image, url };
  });
  return { ...conversation, turns };
}
