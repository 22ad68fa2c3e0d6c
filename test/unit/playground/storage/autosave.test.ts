import { describe, expect, it } from "vitest";

import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";
import { say, startChat } from "../start-chat";

/** Rejects conversations for lack of space until the returned function is called. */
function fillUp(conversationStore: ReturnType<typeof startChat>["conversationStore"]): () => void {
  const save = conversationStore.save.bind(conversationStore);
  conversationStore.save = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
  return () => {
    conversationStore.save = save;
  };
}

describe("autosave", () => {
  it("reports full storage, keeps chatting and clears the report once saved", async () => {
    const { send, conversationStore, store, readTexts } = startChat([say("Yes."), say("Still.")]);
    const makeRoom = fillUp(conversationStore);
    await send("Kept?");
    expect(readTexts()).toEqual(["Kept?", "Yes."]);
    expect(store.getState().storageProblem).toBe("full");
    makeRoom();
    await send("And now?");
    expect(store.getState().storageProblem).toBeNull();
  });

  it("reports an unsaved image until a later autosave stores it", async () => {
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

  it("removes an image cut off by an edited question once undo has expired", async () => {
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

  it("saves a copy when another tab has stored a newer version", async () => {
    const { conversationStore, chat, send, store } = startChat([]);
    await send("First");
    const { id } = store.getState().conversation;
    const save = conversationStore.save.bind(conversationStore);
    conversationStore.save = async (conversation) => conversation.id !== id && save(conversation);
    await Promise.all([chat.save(), chat.save()]);
    expect([...conversationStore.kept.keys()]).toEqual([id, store.getState().conversation.id]);
  });

  it("retries a failed save after another conversation is deleted", async () => {
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
