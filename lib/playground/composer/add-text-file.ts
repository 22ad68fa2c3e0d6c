import type { ChatStore, Draft } from "../conversation/store";
import { readTextFile } from "./text-file";

/** More than any question needs. */
const MAX_FILES = 5;

type Deps = { store: ChatStore; createId: () => string };

/** Adds a text file to the draft, or shows there why that is impossible. */
export async function addTextFile(file: File, { store, createId }: Deps): Promise<void> {
  const { name } = file;
  const read = await readTextFile(file);
  const change = (changed: Partial<Draft>): void =>
    store.setState(({ draft }) => ({ draft: { ...draft, ...changed } }));
  if (typeof read === "string") return change({ notice: { kind: read, name } });
  const { files } = store.getState().draft;
  if (files.length >= MAX_FILES) return change({ notice: { kind: "too-many-files", name } });
  change({ files: [...files, { id: createId(), name, text: read.text }], notice: null });
}
