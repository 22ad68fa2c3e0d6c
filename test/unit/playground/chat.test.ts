import { describe, expect, it } from "vitest";

import { createChat, type Fill } from "@/lib/playground/chat";
import { createClaims } from "@/lib/playground/claims";
import type { Variant } from "@/lib/playground/conversation";
import { createShelf } from "@/lib/playground/shelf";
import { createChatStore, EMPTY_DRAFT } from "@/lib/playground/state";
import { createFakeArchive } from "./fake-archive";

function say(text: string): Fill {
  return async (variants) =>
    variants.map((variant): Variant => ({ ...variant, state: "done", finishReason: "stop", text }));
}

/** Says something and then waits to be stopped. */
const hang: Fill = (variants, _asked, { signal, onChange }) =>
  new Promise((resolve) => {
    onChange(variants.map((variant) => ({ ...variant, state: "streaming", text: "half" })));
    signal.addEventListener("abort", () =>
      resolve(variants.map((variant) => ({ ...variant, state: "stopped", text: "half" }))),
    );
  });

function start(fills: Fill[]) {
  const steps: string[] = [];
  const store = createChatStore();
  const archive = createFakeArchive(steps);
  const frames: (() => void)[] = [];
  let ids = 0;
  const chat = createChat({
    store,
    archive,
    now: () => 1,
    createId: () => `id${(ids += 1)}`,
    onNextFrame: (callback) => {
      frames.push(callback);
      return () => void frames.splice(frames.indexOf(callback), 1);
    },
    fill: (...parts) => {
      steps.push("ask");
      return (fills.shift() ?? say("?"))(...parts);
    },
  });
  const shelf = createShelf({ store, archive, chat, claims: createClaims(undefined) });
  const send = (text: string): Promise<void> => {
    store.setState({ draft: { ...EMPTY_DRAFT, text } });
    return chat.send();
  };
  const readTexts = (): string[] =>
    store.getState().conversation.turns.map((turn) => {
      if (turn.role !== "assistant") return turn.text;
      return turn.variants[turn.shown]?.text ?? "";
    });
  return { steps, store, archive, frames, chat, shelf, send, readTexts };
}

describe("a chat", () => {
  it("keeps the question before it asks, and the answer after it", async () => {
    const { steps, send, archive, store } = start([say("Yes.")]);
    await send("Really?");
    expect(steps).toEqual(["save", "ask", "save"]);
    const { id, title } = store.getState().conversation;
    expect(title).toBe("Really?");
    expect(archive.kept.get(id)?.turns).toHaveLength(2);
    expect(store.getState()).toMatchObject({
      runningId: null,
      announcement: { kind: "complete", tokens: null },
      entries: [{ id }],
    });
  });

  it("draws a growing answer once per frame", async () => {
    const { send, chat, frames, readTexts } = start([hang]);
    const sending = send("Go on");
    await expect.poll(() => frames.length).toBe(1);
    expect(readTexts()).toEqual(["Go on", ""]);
    frames.shift()?.();
    expect(readTexts()).toEqual(["Go on", "half"]);
    await chat.stop();
    await sending;
  });

  it("does nothing twice: one answer at a time", async () => {
    const { send, chat, steps, store } = start([hang]);
    const sending = send("One");
    await expect.poll(() => steps).toContain("ask");
    await send("Two");
    expect(store.getState().draft.text).toBe("Two");
    await chat.stop();
    await sending;
    expect(steps.filter((step) => step === "ask")).toHaveLength(1);
    expect(store.getState().announcement).toEqual({ kind: "stopped" });
  });

  it("gives back what a changed question has cut off", async () => {
    const { send, chat, store, readTexts } = start([say("1"), say("2"), say("3")]);
    await send("a");
    await send("b");
    const [first] = store.getState().conversation.turns;
    await chat.resend(first?.id ?? "", "c");
    expect(readTexts()).toEqual(["c", "3"]);
    await chat.undo();
    expect(readTexts()).toEqual(["a", "1", "b", "2"]);
    expect(store.getState().undoable).toBeNull();
  });

  it("has a failed answer where not even the code to ask could be loaded", async () => {
    const { send, store } = start([() => Promise.reject(new TypeError("offline"))]);
    await send("Hello?");
    expect(store.getState().conversation.turns[1]).toMatchObject({
      variants: [{ state: "failed", failure: { code: null, message: "TypeError: offline" } }],
    });
  });

  it.each([99_999_999_999, 1e10, 200_000, 0, -1, 1.5])(
    "waits for one answer where %s are asked for: the gateway will refuse that",
    async (n) => {
      const { send, store } = start([]);
      store.setState(({ conversation }) => ({
        conversation: { ...conversation, parameters: { n } },
      }));
      await send("Too many?");
      expect(store.getState().conversation.turns[1]).toMatchObject({ variants: [{ text: "?" }] });
    },
  );

  it("says that nothing is kept, and goes on", async () => {
    const { send, archive, store, readTexts } = start([say("Yes."), say("Still.")]);
    let isFull = true;
    const save = archive.save.bind(archive);
    archive.save = async (conversation) => {
      if (isFull) throw new DOMException("no room", "QuotaExceededError");
      return save(conversation);
    };
    await send("Kept?");
    expect(readTexts()).toEqual(["Kept?", "Yes."]);
    expect(store.getState().storageProblem).toBe("full");
    isFull = false;
    await send("And now?");
    expect(store.getState().storageProblem).toBeNull();
  });

  it("says that a picture is not kept for as long as it is not, and tries again", async () => {
    const { archive, chat, send, store } = start([]);
    let isFull = true;
    archive.savePicture = async () => {
      if (isFull) throw new DOMException("no room", "QuotaExceededError");
    };
    const url = "data:image/png;base64,AAAA";
    const picture = { id: "p", kind: "file", url, state: "ready" } as const;
    store.setState({ draft: { ...EMPTY_DRAFT, pictures: [picture] } });
    await chat.send();
    expect(store.getState()).toMatchObject({ storageProblem: "full", unkept: ["p"] });
    await send("Do you still see it?");
    expect(store.getState()).toMatchObject({ storageProblem: "full", unkept: ["p"] });
    isFull = false;
    await send("And now?");
    expect(store.getState()).toMatchObject({ storageProblem: null, unkept: [] });
  });

  it("lets go of a picture that a changed question has cut off, once that cannot be undone", async () => {
    const { chat, send, steps, store } = start([]);
    await send("a");
    const url = "data:image/png;base64,AAAA";
    const picture = { id: "p", kind: "file", url, state: "ready" } as const;
    store.setState({ draft: { ...EMPTY_DRAFT, pictures: [picture] } });
    await chat.send();
    const [first, , pictured] = store.getState().conversation.turns;
    const { id } = store.getState().conversation;
    expect(pictured).toMatchObject({ pictures: [{ blobKey: `picture:${id}:p` }] });
    await chat.resend(first?.id ?? "", "b");
    await chat.undo();
    expect(steps).not.toContain("remove picture p");
    await chat.resend(first?.id ?? "", "c");
    expect(steps).not.toContain("remove picture p");
    await send("d");
    expect(steps).toContain("remove picture p");
  });

  it("tries again what did not fit once another conversation was deleted", async () => {
    const { archive, send, shelf, store } = start([]);
    let isFull = true;
    const save = archive.save.bind(archive);
    archive.save = async (conversation) => {
      if (isFull) throw new DOMException("no room", "QuotaExceededError");
      return save(conversation);
    };
    await send("Kept?");
    expect(store.getState().storageProblem).toBe("full");
    isFull = false;
    await shelf.remove("other");
    await expect.poll(() => store.getState().storageProblem).toBeNull();
    expect(archive.kept.size).toBe(1);
  });

  it("goes on where the conversation is chosen that is open already", async () => {
    const { send, chat, shelf, steps, store } = start([hang]);
    const sending = send("Long");
    await expect.poll(() => steps).toContain("ask");
    await shelf.open(store.getState().conversation.id);
    expect(store.getState().runningId).not.toBeNull();
    await chat.stop();
    await sending;
  });

  it("interrupts its answer and keeps it when another conversation is opened", async () => {
    const { send, shelf, archive, steps, store } = start([hang]);
    const sending = send("Long");
    await expect.poll(() => steps).toContain("ask");
    const { id } = store.getState().conversation;
    await shelf.begin();
    await sending;
    expect(store.getState().conversation).toMatchObject({ id: "", turns: [] });
    expect(archive.kept.get(id)?.turns[1]).toMatchObject({ variants: [{ state: "interrupted" }] });
    await shelf.open(id);
    expect(store.getState().conversation.id).toBe(id);
  });
});
