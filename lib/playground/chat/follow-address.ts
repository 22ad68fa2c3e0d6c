import type { ChatStore } from "../conversation/store";
import type { ConversationList } from "../storage/conversation-list";

/**
 * Keeps the open conversation's id in the address, so that a reload in this tab opens it again;
 * elsewhere the id means nothing. Each conversation that the reader opens is a step that Back
 * undoes.
 */
export function followAddress(
  store: ChatStore,
  { begin, open }: Pick<ConversationList, "begin" | "open">,
): void {
  store.subscribe((state, before) => {
    const { id } = state.conversation;
    const isVisit = state.visits !== before.visits;
    if (id !== before.conversation.id || isVisit) nameInAddress(id, isVisit);
    else if (state.isUnknown && !before.isUnknown) nameInAddress(id, false);
  });
  addEventListener("popstate", () => {
    const id = readId();
    if (id === store.getState().conversation.id) return;
    void (id === "" ? begin() : open(id));
  });
}

const readId = (): string => new URL(location.href).searchParams.get("c") ?? "";

function nameInAddress(id: string, isVisit: boolean): void {
  // Opened with Back, or by the address of the page.
  if (readId() === id) return;
  const address = new URL(location.href);
  if (id) address.searchParams.set("c", id);
  else address.searchParams.delete("c");
  address.searchParams.delete("lang");
  if (isVisit) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
