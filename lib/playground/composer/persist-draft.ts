import type { ChatStore } from "../conversation/store";

const STORAGE_KEY = "draft";

/**
 * Keeps the draft's text across a reload, in this tab only; images would not fit. Returns a
 * function that stops it.
 */
export function persistDraft(store: ChatStore, session: Storage): () => void {
  const kept = session.getItem(STORAGE_KEY);
  // Anything already written is newer.
  if (kept && store.getState().draft.text === "") {
    store.setState(({ draft }) => ({ draft: { ...draft, text: kept } }));
  }
  return store.subscribe(({ draft: { text } }, before) => {
    if (text === before.draft.text) return;
    session.removeItem(STORAGE_KEY);
    try {
      if (text !== "") session.setItem(STORAGE_KEY, text);
    } catch {
      // Longer than the browser can store. Half a draft would be worse than none.
    }
  });
}
