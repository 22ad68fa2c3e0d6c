import { describe, expect, it } from "vitest";

import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";
import { say, startChat } from "../start-chat";

/** Has no room for conversations until the function that it gives is called. */
function fillUp(conversationStore: ReturnType<typeof startChat>["conversationStore"]): () => void {
  const save = conversationStore.save.bind(conversationStore);
  conversationStore.save = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
  return () => {
    conversationStore.save = save;
  };
}

describe("what is kept of a chat", () => {
  it("says that nothing is kept, and goes on", async () => {
    const { send, conversationStore, store, readTexts } = startChat([say("Yes."), say("Still.")]);
    const makeRoom = fillUp(conversationStore);
    await send("Kept?");
    expect(readTexts()).toEqual(["Kept?", "Yes."]);
    expect(store.getState().storageProblem).toBe("full");
    makeRoom();
    await send("And now?");
    expect(store.getState().storageProblem).toBeNull();
  });

  it("says that an image is not kept for as long as it is not, and tries again", async () => {
    const { conversationStore, chat, send, store } = startChat([]);
    let isFull = true;
    conversationStore.saveImage = async () => {
      if (isFull) throw new DOMException("no room", "QuotaExceededError");
    };
    const url = "data:image/png;base64,AAAA";
    const image = { id: "p", kind: "file", url, state: "ready" } as const;
    store.setState({ draft: { ...EMPTY_DRAFT, images: [image] } });
    await chat.send();
    expect(store.getState()).toMatchObject({ storageProblem: "full", unsaved: ["p"] });
    await send("Do you still see it?");
    expect(store.getState()).toMatchObject({ storageProblem: "full", unsaved: ["p"] });
    isFull = false;
    await send("And now?");
    expect(store.getState()).toMatchObject({ storageProblem: null, unsaved: [] });
  });

  it("lets go of an image that a changed question has cut off, once that cannot be undone", async () => {
    const { chat, send, steps, store } = startChat([]);
    await send("a");
    const url = "data:image/png;base64,AAAA";
    const image = { id: "p", kind: "file", url, state: "ready" } as const;
    store.setState({ draft: { ...EMPTY_DRAFT, images: [image] } });
    await chat.send();
    const [first, , imageAt] = store.getState().conversation.turns;
    const { id } = store.getState().conversation;
    expect(imageAt).toMatchObject({ images: [{ blobKey: `picture:${id}:p` }] });
    await chat.resend(first?.id ?? "", "b");
    await chat.undo();
    expect(steps).not.toContain("remove image p");
    await chat.resend(first?.id ?? "", "c");
    expect(steps).not.toContain("remove image p");
    await send("d");
    expect(steps).toContain("remove image p");
  });

  it("is stored once more, as a copy, where another tab has stored a newer version", async () => {
    const { conversationStore, chat, send, store } = startChat([]);
    await send("First");
    const { id } = store.getState().conversation;
    const save = conversationStore.save.bind(conversationStore);
    conversationStore.save = async (conversation) => conversation.id !== id && save(conversation);
    await Promise.all([chat.save(), chat.save()]);
    expect([...conversationStore.kept.keys()]).toEqual([id, store.getState().conversation.id]);
  });

  it("tries again what did not fit once another conversation was deleted", async () => {
    const { conversationStore, send, conversations, store } = startChat([]);
    const makeRoom = fillUp(conversationStore);
    await send("Kept?");
    expect(store.getState().storageProblem).toBe("full");
    makeRoom();
    await conversations.remove("other");
    await expect.poll(() => store.getState().storageProblem).toBeNull();
    expect(conversationStore.kept.size).toBe(1);
  });
});
