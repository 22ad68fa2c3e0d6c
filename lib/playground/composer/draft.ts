import { readImageUrl } from "./image-url";
import type { ChatStore, Draft, DraftNotice, DraftImage } from "../conversation/store";

export type DraftEditor = {
  setText: (text: string) => void;
  /** On a line of its own, below what is written already. */
  addText: (text: string) => void;
  /** False for what is no address that a gateway could fetch. */
  /** @param isHeld true to load it only when the reader asks for it */
  addAddress: (address: string, isHeld?: boolean) => boolean;
  addFile: (file: File, isOneOfMany?: boolean) => Promise<void>;
  /** To be sent as text, below the question. */
  addTextFile: (file: File) => Promise<void>;
  removeFile: (id: string) => void;
  /** What became of its thumbnail. */
  markImage: (id: string, change: Partial<DraftImage>) => void;
  removeImage: (id: string) => void;
  dismissNotice: () => void;
};

type Deps = { store: ChatStore; createId: () => string };

/** What is written and attached before it is sent. Spark sees one image; a second takes its place. */
export function createDraftEditor({ store, createId }: Deps): DraftEditor {
  const change: Change = (toDraft) =>
    store.setState(({ draft }) => ({ draft: { ...draft, ...toDraft(draft) } }));
  const { put, markImage, giveUp } = createPlace(change);
  const removeImage = (id: string): void =>
    change(({ images }) => ({ images: images.filter((image) => image.id !== id) }));

  return {
    setText: (text) => change(() => ({ text })),
    addText: (added) => change(({ text }) => ({ text: text === "" ? added : `${text}\n${added}` })),
    addAddress: (text, isHeld = false) => {
      const url = readImageUrl(text);
      if (url === undefined) {
        const kind = /^\s*data:/i.test(text) ? "data-address" : "not-an-address";
        change(() => ({ notice: { kind, name: text } }));
        return false;
      }
      put({
        id: createId(),
        kind: "url",
        url,
        name: toName(url),
        state: isHeld ? "held" : "loading",
      });
      return true;
    },
    addFile: async (file, isOneOfMany = false) => {
      const id = createId();
      put(
        { id, kind: "file", url: "", name: file.name, state: "loading" },
        isOneOfMany ? { kind: "first-of-many", name: file.name } : undefined,
      );
      // Loaded with the first image: most messages have none.
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
      markImage(id, { url, width, height, bytes: blob.size, state: "ready" });
    },
    // Loaded with the first file: most messages have none.
    addTextFile: async (file) =>
      (await import("./add-text-file")).addTextFile(file, { store, createId }),
    removeFile: (id) =>
      change(({ files }) => ({ files: files.filter((file) => file.id !== id), notice: null })),
    markImage,
    removeImage: (id) => {
      removeImage(id);
      change(() => ({ notice: null }));
    },
    dismissNotice: () => change(() => ({ notice: null })),
  };
}

type Change = (toDraft: (draft: Draft) => Partial<Draft>) => void;

/** The place of the one image. */
function createPlace(change: Change) {
  // What was replaced, the latest last: it comes back when what took its place turns out to be none.
  let behind: readonly DraftImage[] = [];
  const put = (image: DraftImage, notice?: DraftNotice): void =>
    change(({ images }) => {
      behind = images.length > 0 ? [...behind, ...images] : [];
      return { images: [image], notice: notice ?? toReplaced(images) };
    });
  const markImage: DraftEditor["markImage"] = (id, state) => {
    const mark = (image: DraftImage): DraftImage =>
      image.id === id ? { ...image, ...state } : image;
    behind = behind.map(mark);
    change(({ images }) => ({ images: images.map(mark) }));
  };
  /** Of what was added meanwhile nothing is touched. */
  const giveUp = (id: string, notice: DraftNotice): void =>
    change(({ images }) => {
      behind = behind.filter((image) => image.id !== id);
      if (images.every((image) => image.id !== id)) return { notice };
      const last = behind.at(-1);
      behind = behind.slice(0, -1);
      return { images: last ? [last] : [], notice };
    });
  return { put, markImage, giveUp };
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
