import type { Conversation } from "../conversation/types";
import { readImages } from "../conversation/turns";
import type { Attempt, OpenConversation, OpenDeps } from "./open-conversation";

export type Removal = {
  /** Deletes a conversation with its images. It stays in memory, so that this can be undone. */
  remove: (id: string) => Promise<void>;
  /** Stores deleted conversations again: one of them, or all. */
  restore: (id?: string) => Promise<void>;
};

type Deps = OpenDeps &
  Pick<OpenConversation, "open" | "replace"> & { attempt: Attempt; list: () => Promise<void> };

/** A limit, because their images stay in memory with them. */
const MAX_REMOVED = 20;

export function createRemoval(deps: Deps): Removal {
  const { store, conversationStore, chat, attempt, list, open, replace } = deps;
  const forget = (ids: readonly string[]): void =>
    store.setState(({ removed }) => ({ removed: removed.filter(({ id }) => !ids.includes(id)) }));

  const hold = (taken: Conversation): void =>
    store.setState(({ removed }) => {
      const others = removed.filter((one) => one.id !== taken.id);
      return { removed: [...others, taken].slice(-MAX_REMOVED) };
    });

  /** The open conversation is in memory, even if the browser has not stored it. */
  const take = async (id: string): Promise<Conversation | undefined> => {
    if (store.getState().conversation.id !== id) return conversationStore.load(id);
    await chat.leave();
    const { conversation } = store.getState();
    hold(conversation);
    await replace();
    return conversation;
  };

  return {
    remove: (id) =>
      attempt(async () => {
        const taken = await take(id);
        await conversationStore.remove(id);
        if (taken) hold(taken);
        await list();
        chat.forgetImages(id);
        // There is now room for what did not fit.
        if (store.getState().storageProblem !== null) await chat.save();
      }),
    restore: (wantedId) =>
      attempt(async () => {
        const { removed, conversation } = store.getState();
        const wanted = removed.filter(({ id }) => wantedId === undefined || id === wantedId);
        for (const restored of wanted) {
          await conversationStore.save(restored);
          for (const image of readImages(restored.turns)) await chat.saveImage(image);
        }
        forget(wanted.map(({ id }) => id));
        await list();
        const last = wanted.at(-1);
        // If no other conversation was begun since, the reader returns to the restored one.
        if (last && conversation.id === "") await open(last.id);
      }),
  };
}
