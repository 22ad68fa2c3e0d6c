import type { ChatStore, Draft } from "../conversation/store";
import { readTextFile } from "./text-file";

/** More than a question can be about. */
const MAX_FILES = 5;

type Deps = { store: ChatStore; createId: () => string };

/** Puts a file with the draft, or says there why it cannot be. */
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
