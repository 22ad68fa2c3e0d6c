import type { ChatStore } from "../conversation/store";
import type { DraftEditor } from "./draft";

type Deps = { store: ChatStore; createId: () => string };

type Later<Act> = Act extends (...given: infer Given) => infer Result
  ? (...given: Given) => Promise<Awaited<Result> | undefined>
  : never;

/** Text is added immediately; attachments may be added a moment later. */
export type PageDraft = Pick<DraftEditor, "setText" | "addText"> & {
  [Name in Exclude<keyof DraftEditor, "setText" | "addText">]: Later<DraftEditor[Name]>;
};

/** Creates a draft editor whose code for images and files is loaded with the first of them. */
export function createLazyDraft({ store, createId }: Deps): PageDraft {
  let editor: Promise<DraftEditor> | undefined;
  const load = async (): Promise<DraftEditor> =>
    (await import("./draft")).createDraftEditor({ store, createId });
  const use = async <Result>(
    act: (loaded: DraftEditor) => Result | Promise<Result>,
  ): Promise<Result | undefined> => {
    const loaded = await (editor ??= load()).catch(() => {
      editor = undefined;
    });
    if (loaded) return act(loaded);
    store.setState({ isPartMissing: true });
    return undefined;
  };
  const write = (toText: (text: string) => string): void =>
    store.setState(({ draft }) => ({ draft: { ...draft, text: toText(draft.text) } }));
  return {
    setText: (text) => write(() => text),
    addText: (added) => write((text) => (text === "" ? added : `${text}\n${added}`)),
    addAddress: (...given) => use((loaded) => loaded.addAddress(...given)),
    addFile: (...given) => use((loaded) => loaded.addFile(...given)),
    addTextFile: (file) => use((loaded) => loaded.addTextFile(file)),
    removeFile: (id) => use((loaded) => loaded.removeFile(id)),
    markImage: (...given) => use((loaded) => loaded.markImage(...given)),
    removeImage: (id) => use((loaded) => loaded.removeImage(id)),
    dismissNotice: () => use((loaded) => loaded.dismissNotice()),
  };
}
