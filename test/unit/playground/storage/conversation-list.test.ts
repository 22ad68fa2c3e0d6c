import { beforeEach, describe, expect, it } from "vitest";

import { hang, say, startChat } from "../start-chat";
import { createFakeLocks } from "./fake-locks";
import type { FakeBrowser } from "./fake-store";

let browser: FakeBrowser;
beforeEach(() => {
  browser = { kept: new Map(), locks: createFakeLocks() };
});

/** Opens one conversation in two tabs; the first one has it. */
async function openTwice(first = startChat([say("One.")], browser)) {
  const second = startChat([say("Two.")], browser);
  void first.send("First");
  await expect.poll(() => first.steps).toContain("ask");
  await second.conversations.open(first.store.getState().conversation.id);
  return { first, second };
}

const isElsewhere = ({ store }: ReturnType<typeof startChat>) => store.getState().isElsewhere;

describe("the read-only tab", () => {
  it("shows the conversation but saves and sends nothing from the read-only tab", async () => {
    const { first, second } = await openTwice();
    await expect.poll(() => first.store.getState().runningId).toBeNull();
    expect([isElsewhere(first), isElsewhere(second)]).toEqual([false, true]);
    const { steps, chat, store } = second;
    await second.send("Not now");
    await chat.save();
    await chat.giveResult("call", "f", "{}");
    expect(steps).toEqual([]);
    expect(store.getState()).toMatchObject({ draft: { text: "Not now" }, runningId: null });
    expect(second.readTexts()[0]).toBe("First");
  });

  it("takes over a conversation with its partial answer", async () => {
    const { first, second } = await openTwice(startChat([hang], browser));
    await second.conversations.takeOver();
    expect(second.readTexts()).toEqual(["First", "half"]);
    expect(second.store.getState().conversation.turns[1]).toMatchObject({
      variants: [{ state: "interrupted" }],
    });
    expect([isElsewhere(first), isElsewhere(second)]).toEqual([true, false]);
    expect(first.store.getState().runningId).toBeNull();
    await second.send("Second");
    expect(second.readTexts()).toEqual(["First", "half", "Second", "Two."]);
  });

  it("returns a conversation with its new turns when the second tab leaves it", async () => {
    const { first, second } = await openTwice();
    await second.conversations.takeOver();
    await second.send("Second");
    await second.conversations.begin();
    await expect.poll(() => isElsewhere(first)).toBe(false);
    expect(first.readTexts()).toEqual(["First", "One.", "Second", "Two."]);
  });

  it("makes the read-only tab writable when the first tab deletes the conversation", async () => {
    const { first, second } = await openTwice();
    const { id } = first.store.getState().conversation;
    await first.conversations.remove(id);
    await expect.poll(() => isElsewhere(second)).toBe(false);
    expect(second.readTexts()[0]).toBe("First");
  });
});
