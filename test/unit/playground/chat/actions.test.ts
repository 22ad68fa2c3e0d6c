import { describe, expect, it } from "vitest";

import { hang, say, startChat } from "../start-chat";

describe("the chat", () => {
  it("saves the question before sending it, and the answer afterwards", async () => {
    const { steps, send, conversationStore, store } = startChat([say("Yes.")]);
    await send("Really?");
    expect(steps).toEqual(["save", "ask", "save"]);
    const { id, title } = store.getState().conversation;
    expect(title).toBe("Really?");
    expect(conversationStore.kept.get(id)?.turns).toHaveLength(2);
    expect(store.getState()).toMatchObject({
      runningId: null,
      announcement: { kind: "complete", tokens: null },
      entries: [{ id }],
    });
  });

  it("draws a growing answer once per animation frame", async () => {
    const { send, chat, frames, readTexts } = startChat([hang]);
    const sending = send("Go on");
    await expect.poll(() => frames.length).toBe(1);
    expect(readTexts()).toEqual(["Go on", ""]);
    frames.shift()?.();
    expect(readTexts()).toEqual(["Go on", "half"]);
    await chat.stop();
    await sending;
  });

  it("allows one answer at a time and keeps the next message drafted", async () => {
    const { send, chat, steps, store } = startChat([hang]);
    const sending = send("One");
    await expect.poll(() => steps).toContain("ask");
    await send("Two");
    expect(store.getState().draft.text).toBe("Two");
    await chat.stop();
    await sending;
    expect(steps.filter((step) => step === "ask")).toHaveLength(1);
    expect(store.getState().announcement).toEqual({ kind: "stopped" });
  });

  it("restores the turns removed by an edited question on undo", async () => {
    const { send, chat, store, readTexts } = startChat([say("1"), say("2"), say("3")]);
    await send("a");
    await send("b");
    const [first] = store.getState().conversation.turns;
    await chat.resend(first?.id ?? "", "c");
    expect(readTexts()).toEqual(["c", "3"]);
    await chat.undo();
    expect(readTexts()).toEqual(["a", "1", "b", "2"]);
    expect(store.getState().undoable).toBeNull();
  });

  it("shows a failed answer when the request code cannot be loaded", async () => {
    const { send, store } = startChat([() => Promise.reject(new TypeError("offline"))]);
    await send("Hello?");
    expect(store.getState().conversation.turns[1]).toMatchObject({
      variants: [{ state: "failed", failure: { code: null, message: "TypeError: offline" } }],
    });
  });

  it.each([99_999_999_999, 1e10, 200_000, 0, -1, 1.5])(
    "creates a single variant for the invalid answer count %s",
    async (n) => {
      const { send, store } = startChat([]);
      store.setState(({ conversation }) => ({
        conversation: { ...conversation, parameters: { n } },
      }));
      await send("Too many?");
      expect(store.getState().conversation.turns[1]).toMatchObject({ variants: [{ text: "?" }] });
    },
  );

  it("keeps an answer running when the open conversation is selected again", async () => {
    const { send, chat, conversations, steps, store } = startChat([hang]);
    const sending = send("Long");
    await expect.poll(() => steps).toContain("ask");
    await conversations.open(store.getState().conversation.id);
    expect(store.getState().runningId).not.toBeNull();
    await chat.stop();
    await sending;
  });

  it("interrupts and saves the running answer when another conversation opens", async () => {
    const { send, conversations, conversationStore, steps, store } = startChat([hang]);
    const sending = send("Long");
    await expect.poll(() => steps).toContain("ask");
    const { id } = store.getState().conversation;
    await conversations.begin();
    await sending;
    expect(store.getState().conversation).toMatchObject({ id: "", turns: [] });
    expect(conversationStore.kept.get(id)?.turns[1]).toMatchObject({
      variants: [{ state: "interrupted" }],
    });
    await conversations.open(id);
    expect(store.getState().conversation.id).toBe(id);
  });
});
