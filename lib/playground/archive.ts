import { createStore, del, get, getMany, set, type UseStore, update } from "idb-keyval";

import type { Conversation, Picture, Turn } from "./conversation";
import { toBlob } from "./to-blob";
import { toDataUrl } from "./to-data-url";
import { interrupt } from "./turns";

/** What the list shows of a conversation without opening it. */
export type Entry = { id: string; title: string; updatedAt: number };

/** Where conversations are kept: in the reader's own browser. Every method may throw, say when it is full. */
export type Archive = {
  list(): Promise<Entry[]>;
  load(id: string): Promise<Conversation | undefined>;
  save(conversation: Conversation): Promise<void>;
  savePicture(picture: Picture): Promise<void>;
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
    remove: async (id) => {
      const kept = await get<Conversation>(toKey(id), open());
      await changeIndex(id, null);
      await del(toKey(id), open());
      for (const { blobKey } of kept?.turns.flatMap(readPictures) ?? []) {
        if (blobKey) await del(blobKey, open());
      }
    },
  };
}

function readPictures(turn: Turn): Picture[] {
  return turn.role === "user" ? turn.pictures : [];
}

/** Pictures from files lie beside the conversation, once, however often it is saved. */
function emptyPictures(conversation: Conversation): Conversation {
  return changePictures(conversation, (picture) =>
    picture.kind === "file" ? { ...picture, url: "" } : picture,
  );
}

async function fillPictures(conversation: Conversation, store: UseStore): Promise<Conversation> {
  const keys = conversation.turns.flatMap(readPictures).flatMap(({ blobKey }) => blobKey ?? []);
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
