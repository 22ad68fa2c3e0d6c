import type { ChatStore } from "../conversation/store";

const STORAGE_KEY = "draft";

/**
 * What is being written outlives a reload, in this tab alone; images would not fit. Returns its undoing.
 */
export function persistDraft(store: ChatStore, session: Storage): () => void {
  const kept = session.getItem(STORAGE_KEY);
  // What has been written by now is newer.
  if (kept && store.getState().draft.text === "") {
    store.setState(({ draft }) => ({ draft: { ...draft, text: kept } }));
  }
  return store.subscribe(({ draft: { text } }, before) => {
    if (text === before.draft.text) return;
    session.removeItem(STORAGE_KEY);
    try {
      if (text !== "") session.setItem(STORAGE_KEY, text);
    } catch {
      // Longer than the browser keeps: what is half there would be worse than nothing.
    }
  });
}
