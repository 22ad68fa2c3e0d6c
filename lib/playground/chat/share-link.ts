import { decodeShare, encodeShare } from "../share/share";
import type { Conversation } from "../conversation/types";
import type { Playground } from "./playground";

/** The last question as an address: message, parameters and image addresses, nothing else. */
export async function toShareLink({ model, parameters, turns }: Conversation): Promise<string> {
  const question = turns.findLast(({ role }) => role === "user");
  const isAsked = question?.role === "user";
  const imageUrls = (isAsked ? question.images : []).flatMap(({ kind, url }) =>
    kind === "url" ? url : [],
  );
  const text = isAsked ? question.text : "";
  return `${location.origin}/${await encodeShare({ model, parameters, text, imageUrls })}`;
}

/** Writes what was shared into the composer, where it waits to be sent. False where it cannot be read. */
export async function openShare(fragment: string, playground: Playground): Promise<boolean> {
  const { store, conversations, draftEditor, setModel, setParameters } = playground;
  const shared = await decodeShare(fragment);
  if (!shared) return false;
  // Its model and parameters are not for the conversation that is open.
  if (store.getState().conversation.id !== "") await conversations.begin();
  setModel(shared.model);
  setParameters(shared.parameters);
  draftEditor.setText(shared.text);
  // Not loaded automatically: the author of the link would learn that it was opened, and by whom.
  for (const url of shared.imageUrls) await draftEditor.addAddress(url, true);
  return true;
}

/** Opens what the address carries, and tells where it cannot be read. */
export async function readAddress(playground: Playground): Promise<void> {
  const isOpened = await openShare(location.hash, playground);
  playground.store.setState({ isShareBroken: !isOpened });
  // Read once: a reload must not write over what was changed since.
  if (isOpened) history.replaceState(null, "", location.pathname + location.search);
}
