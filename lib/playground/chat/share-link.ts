import { decodeShare, encodeShare } from "../share/share";
import type { Conversation } from "../conversation/types";
import type { Playground } from "./playground";

/** Encodes the last question as a link: message, parameters and image addresses, nothing else. */
export async function toShareLink({ model, parameters, turns }: Conversation): Promise<string> {
  const question = turns.findLast(({ role }) => role === "user");
  const isAsked = question?.role === "user";
  const imageUrls = (isAsked ? question.images : []).flatMap(({ kind, url }) =>
    kind === "url" ? url : [],
  );
  const text = isAsked ? question.text : "";
  return `${location.origin}/${await encodeShare({ model, parameters, text, imageUrls })}`;
}

/**
 * Writes a shared question into the composer, where the reader can send it. Returns false if the
 * link cannot be read.
 */
export async function openShare(fragment: string, playground: Playground): Promise<boolean> {
  const { store, conversations, draftEditor, setModel, setParameters } = playground;
  const shared = await decodeShare(fragment);
  if (!shared) return false;
  // The shared model and parameters must not change the open conversation.
  if (store.getState().conversation.id !== "") await conversations.begin();
  setModel(shared.model);
  setParameters(shared.parameters);
  draftEditor.setText(shared.text);
  // Not loaded automatically: the author of the link would learn that it was opened, and by whom.
  for (const url of shared.imageUrls) await draftEditor.addAddress(url, true);
  return true;
}

/** Opens what the address contains, and shows an error if it cannot be read. */
export async function readAddress(playground: Playground): Promise<void> {
  const isOpened = await openShare(location.hash, playground);
  playground.store.setState({ isShareBroken: !isOpened });
  // Read only once: a reload must not overwrite later changes.
  if (isOpened) history.replaceState(null, "", location.pathname + location.search);
}
