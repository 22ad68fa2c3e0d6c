import { readImageUrl } from "./image-url";
import type { ChatStore, Draft, DraftNotice, DraftImage } from "../conversation/store";

export type DraftEditor = {
  setText: (text: string) => void;
  /** On a line of its own, below what is written already. */
  addText: (text: string) => void;
  /** False for what is no address that a gateway could fetch. */
  addAddress: (address: string) => boolean;
  addFile: (file: File, isOneOfMany?: boolean) => Promise<void>;
  /** What became of its thumbnail. */
  markPicture: (id: string, change: Partial<DraftImage>) => void;
  removePicture: (id: string) => void;
  dismissNotice: () => void;
};

type Deps = { store: ChatStore; createId: () => string };

/** What is written and attached before it is sent. Spark sees one picture; a second takes its place. */
export function createDraftEditor({ store, createId }: Deps): DraftEditor {
  const change: Change = (toDraft) =>
    store.setState(({ draft }) => ({ draft: { ...draft, ...toDraft(draft) } }));
  const { put, markPicture, giveUp } = createPlace(change);
  const removePicture = (id: string): void =>
    change(({ pictures }) => ({ pictures: pictures.filter((picture) => picture.id !== id) }));

  return {
    setText: (text) => change(() => ({ text })),
    addText: (added) => change(({ text }) => ({ text: text === "" ? added : `${text}\n${added}` })),
    addAddress: (text) => {
      const url = readImageUrl(text);
      if (url === undefined) {
        const kind = /^\s*data:/i.test(text) ? "data-address" : "not-an-address";
        change(() => ({ notice: { kind, name: text } }));
        return false;
      }
      put({ id: createId(), kind: "url", url, name: toName(url), state: "loading" });
      return true;
    },
    addFile: async (file, isOneOfMany = false) => {
      const id = createId();
      put(
        { id, kind: "file", url: "", name: file.name, state: "loading" },
        isOneOfMany ? { kind: "first-of-many", name: file.name } : undefined,
      );
      // Loaded with the first picture: most messages have none.
      const [{ prepareImage }, { toDataUrl }] = await Promise.all([
        import("./prepare-image"),
        import("./data-url"),
      ]);
      const prepared = await prepareImage(file);
      if (typeof prepared === "string") {
        giveUp(id, { kind: prepared, name: file.name });
        return;
      }
      const { blob, width, height } = prepared;
      const url = await toDataUrl(blob);
      markPicture(id, { url, width, height, bytes: blob.size, state: "ready" });
    },
    markPicture,
    removePicture: (id) => {
      removePicture(id);
      change(() => ({ notice: null }));
    },
    dismissNotice: () => change(() => ({ notice: null })),
  };
}

type Change = (toDraft: (draft: Draft) => Partial<Draft>) => void;

/** The place of the one picture. */
function createPlace(change: Change) {
  // What was replaced, the latest last: it comes back when what took its place turns out to be none.
  let behind: readonly DraftImage[] = [];
  const put = (picture: DraftImage, notice?: DraftNotice): void =>
    change(({ pictures }) => {
      behind = pictures.length > 0 ? [...behind, ...pictures] : [];
      return { pictures: [picture], notice: notice ?? toReplaced(pictures) };
    });
  const markPicture: DraftEditor["markPicture"] = (id, state) => {
    const mark = (picture: DraftImage): DraftImage =>
      picture.id === id ? { ...picture, ...state } : picture;
    behind = behind.map(mark);
    change(({ pictures }) => ({ pictures: pictures.map(mark) }));
  };
  /** Of what was added meanwhile nothing is touched. */
  const giveUp = (id: string, notice: DraftNotice): void =>
    change(({ pictures }) => {
      behind = behind.filter((picture) => picture.id !== id);
      if (pictures.every((picture) => picture.id !== id)) return { notice };
      const last = behind.at(-1);
      behind = behind.slice(0, -1);
      return { pictures: last ? [last] : [], notice };
    });
  return { put, markPicture, giveUp };
}

function toReplaced([replaced]: readonly DraftImage[]): DraftNotice | null {
  return replaced ? { kind: "replaced", name: replaced.name ?? "" } : null;
}

/** The end of an address's path, as people name a file. */
function toName(url: string): string {
  const { pathname, host } = new URL(url);
  const name = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name) || host;
  } catch {
    return name;
  }
}
