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

import type { Conversation, Picture, Turn } from "./conversation";
import { toPicturePrefix } from "./picture-key";
import { toBlob } from "./to-blob";
import { toDataUrl } from "./to-data-url";
import { interrupt, readPictures } from "./turns";

/** What the list shows of a conversation without opening it. */
export type Entry = { id: string; title: string; updatedAt: number };

/** Where conversations are kept: in the reader's own browser. Every method may throw, say when it is full. */
export type Archive = {
  list(): Promise<Entry[]>;
  load(id: string): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
  savePicture(picture: Picture): Promise<void>;
  removePictures(pictures: readonly Picture[]): Promise<void>;
  /** With all its pictures, also those that no question names any more. */
  remove(id: string): Promise<void>;
};

const INDEX = "index";
const toKey = (id: string): string => `conversation:${id}`;

/** One record per conversation, one per picture, and an index so that the list reads none of them. */
export function createArchive(): Archive {
  let opened: UseStore | undefined;
  // Opened when first needed: a browser that forbids it must not stop the page from coming up.
  const open = (): UseStore => (opened ??= createStore("playground", "records"));
  const changeIndex = (id: string, entry: Entry | null): Promise<void> =>
    update<Entry[]>(
      INDEX,
      (entries = []) => [...(entry ? [entry] : []), ...entries.filter((other) => other.id !== id)],
      open(),
    );
  return {
    list: async () => (await get<Entry[]>(INDEX, open())) ?? [],
    load: async (id) => {
      const kept = await get<Conversation>(toKey(id), open());
      return kept && fillPictures({ ...kept, turns: interrupt(kept.turns) }, open());
    },
    save: async (conversation) => {
      const { id, title, updatedAt } = conversation;
      await set(toKey(id), emptyPictures(conversation), open());
      await changeIndex(id, { id, title, updatedAt });
    },
    savePicture: async ({ blobKey, url }) => {
      if (blobKey) await set(blobKey, toBlob(url), open());
    },
    removePictures: (pictures) => delMany(toBlobKeys(pictures), open()),
    remove: async (id) => {
      const kept = await get<Conversation>(toKey(id), open());
      await changeIndex(id, null);
      await del(toKey(id), open());
      await removePrefixed(toPicturePrefix(id), open());
      // Those that an earlier version of the page kept have no such prefix.
      await delMany(toBlobKeys(readPictures(kept?.turns ?? [])), open());
    },
  };
}

function toBlobKeys(pictures: readonly Picture[]): string[] {
  return pictures.flatMap(({ blobKey }) => blobKey ?? []);
}

function removePrefixed(prefix: string, store: UseStore): Promise<void> {
  return store("readwrite", (records) => {
    records.delete(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`));
    return promisifyRequest(records.transaction);
  });
}

/** Pictures from files lie beside the conversation, once, however often it is saved. */
function emptyPictures(conversation: Conversation): Conversation {
  return changePictures(conversation, (picture) =>
    picture.kind === "file" ? { ...picture, url: "" } : picture,
  );
}

async function fillPictures(conversation: Conversation, store: UseStore): Promise<Conversation> {
  const keys = toBlobKeys(readPictures(conversation.turns));
  const blobs = await getMany<Blob | undefined>(keys, store);
  const urls = new Map<string, string>();
  for (const [index, key] of keys.entries()) {
    const blob = blobs[index];
    if (blob) urls.set(key, await toDataUrl(blob));
  }
  return changePictures(conversation, (picture) => {
    const url = picture.blobKey === undefined ? undefined : urls.get(picture.blobKey);
    return url === undefined ? picture : { ...picture, url };
  });
}

function changePictures(
  conversation: Conversation,
  change: (picture: Picture) => Picture,
): Conversation {
  const turns = conversation.turns.map((turn): Turn =>
    turn.role === "user" ? { ...turn, pictures: turn.pictures.map(change) } : turn,
  );
  return { ...conversation, turns };
}
