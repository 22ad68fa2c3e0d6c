import { readImageUrl } from "./image-url";
import type { ChatStore, Draft, DraftNotice, DraftImage } from "../conversation/store";

export type DraftEditor = {
  setText: (text: string) => void;
  /** Adds text on a line of its own, below what is already written. */
  addText: (text: string) => void;
  /**
   * Returns false if a gateway could not fetch the address.
   * @param isHeld true to load it only when the reader asks for it
   */
  addAddress: (address: string, isHeld?: boolean) => boolean;
  addFile: (file: File, isOneOfMany?: boolean) => Promise<void>;
  /** Adds a file that is sent as text, below the question. */
  addTextFile: (file: File) => Promise<void>;
  removeFile: (id: string) => void;
  /** Records whether the thumbnail of an image could be loaded. */
  markImage: (id: string, change: Partial<DraftImage>) => void;
  removeImage: (id: string) => void;
  dismissNotice: () => void;
};

type Deps = { store: ChatStore; createId: () => string };

/**
 * Edits the text and attachments before they are sent. Spark sees one image, so a second one
 * replaces the first.
 */
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
      // Loaded with the first image, because most messages have none.
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
    // Loaded with the first file, because most messages have none.
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

/** Holds the one image. */
function createPlace(change: Change) {
  // Images that were replaced, the latest last. One returns if its replacement turns out not to be
  // an image.
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
  /** Leaves what was added in the meantime unchanged. */
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

/** Returns the last segment of an address's path, as a file name. */
function toName(url: string): string {
  const { pathname, host } = new URL(url);
  const name = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name) || host;
  } catch {
    return name;
  }
}
