import type { ChatStore, StorageProblem } from "../conversation/store";

/**
 * Stores something. A failure is shown but stops nothing, and disappears when everything can be
 * stored again.
 */
export async function attemptToSave(store: ChatStore, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    // That a text fits does not mean that a failed image does.
    if (store.getState().unsaved.length === 0) store.setState({ storageProblem: null });
  } catch (error) {
    store.setState({ storageProblem: toStorageProblem(error) });
  }
}

export function toStorageProblem(error: unknown): StorageProblem {
  return error instanceof DOMException && error.name === "QuotaExceededError"
    ? "full"
    : "unavailable";
}
