import type { ChatStore, StorageProblem } from "../conversation/store";

/** Keeps something. A failure is shown and stops nothing; it goes when all can be kept again. */
export async function attemptToSave(store: ChatStore, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    // That a text fits says nothing of an image that does not.
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
