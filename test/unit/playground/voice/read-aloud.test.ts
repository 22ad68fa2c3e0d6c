import { describe, expect, it } from "vitest";

import type { Outcome } from "@/lib/playground/api/attempt";
import { createNetworkFailure } from "@/lib/playground/api/network-error";
import { createChatStore } from "@/lib/playground/conversation/store";
import type { Player, PlayerHooks } from "@/lib/playground/voice/player";
import { createReadAloud } from "@/lib/playground/voice/read-aloud";

import { answered, conversation, question, variant } from "../samples";

const FIRST = variant({ id: "1", text: "**One.**" });
const SECOND = variant({ id: "2", text: "Two." });
const CODE = variant({ id: "3", text: "```\ncode\n```" });
const SOUND: Outcome<Response> = { ok: true, value: new Response("sound") };

type Asked = { input: string; signal: AbortSignal; answer: (outcome: Outcome<Response>) => void };

function start({ play = async () => {} }: { play?: Player["play"] } = {}) {
  const store = createChatStore();
  store.setState({
    conversation: conversation([
      question("q", "?"),
      answered("a", FIRST, SECOND),
      answered("b", CODE),
    ]),
  });
  const asked: Asked[] = [];
  const players: (PlayerHooks & { isClosed: boolean })[] = [];
  const readAloud = createReadAloud({
    store,
    now: () => 7,
    createId: () => `w${asked.length}`,
    fetchSpeech: (input, { signal }) =>
      new Promise((answer) => asked.push({ input, signal, answer })),
    openPlayer: (hooks) => {
      const player = { ...hooks, isClosed: false };
      players.push(player);
      return { load: async () => {}, play, close: () => void (player.isClosed = true) };
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    store,
    asked,
    players,
    readAloud,
    settle,
    read: () => store.getState().reading,
    play: async (chosen = FIRST) => {
      void readAloud.toggle(chosen);
      asked.at(-1)?.answer(SOUND);
      await settle();
    },
  };
}

describe("reading aloud", () => {
  it("asks for the plain text, plays it, and is over at its end", async () => {
    const page = start();
    void page.readAloud.toggle(FIRST);
    expect(page.read()).toMatchObject({ variantId: "1", wireId: "w0", phase: "loading" });
    expect(page.asked[0]?.input).toBe("One.");
    page.asked[0]?.answer(SOUND);
    await page.settle();
    expect(page.read()?.phase).toBe("playing");
    page.players[0]?.onEnd();
    expect([page.read(), page.players[0]?.isClosed]).toEqual([null, true]);
  });

  it("stops at the second press, while it loads or plays", async () => {
    const page = start();
    void page.readAloud.toggle(FIRST);
    void page.readAloud.toggle(FIRST);
    expect([page.read(), page.asked[0]?.signal.aborted]).toEqual([null, true]);
    page.asked[0]?.answer(SOUND);
    await page.settle();
    expect([page.read(), page.players]).toEqual([null, []]);
    await page.play();
    void page.readAloud.toggle(FIRST);
    expect([page.read(), page.players[0]?.isClosed]).toEqual([null, true]);
  });

  it("makes room for another that is read", async () => {
    const page = start();
    await page.play(FIRST);
    page.store.setState(({ conversation: { turns, ...rest } }) => ({
      conversation: { ...rest, turns: [...turns, answered("c", SECOND)] },
    }));
    await page.play(SECOND);
    expect(page.players.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(page.read()?.variantId).toBe("2");
  });

  it.each([
    ["another conversation is opened", { conversation: { ...conversation([]), id: "other" } }],
    ["an answer is asked for", { runningId: "c" }],
    [
      "another variant is shown",
      { conversation: conversation([{ ...answered("a", FIRST, SECOND), shown: 1 }]) },
    ],
    ["its turn is gone", { conversation: conversation([question("q", "?")]) }],
  ])("stops when %s", async (_name, change) => {
    const page = start();
    await page.play();
    page.store.setState({ draft: page.store.getState().draft, announcement: null });
    expect(page.read()?.phase).toBe("playing");
    page.store.setState(change);
    expect([page.read(), page.players[0]?.isClosed]).toEqual([null, true]);
    expect(page.asked[0]?.signal.aborted).toBe(true);
  });

  it("shows the failure of a request, and one in the middle of the sound", async () => {
    const page = start();
    void page.readAloud.toggle(FIRST);
    const failure = createNetworkFailure("no", 1);
    page.asked[0]?.answer({ ok: false, failure });
    await page.settle();
    expect(page.read()).toMatchObject({ phase: "failed", failure });
    await page.play();
    page.players[0]?.onBroken(new TypeError("network error"));
    expect(page.read()).toMatchObject({ phase: "failed", failure: { message: "network error" } });
    expect(page.players[0]?.isClosed).toBe(true);
    page.store.setState({ conversation: conversation([]) });
    expect(page.read()).toBeNull();
  });

  it("asks for another press where the browser wants one, and plays what it has", async () => {
    let isPressed = false;
    const page = start({
      play: async () => {
        if (!isPressed) throw new DOMException("", "NotAllowedError");
      },
    });
    await page.play();
    expect(page.read()?.phase).toBe("blocked");
    isPressed = true;
    await page.readAloud.toggle(FIRST);
    expect([page.read()?.phase, page.asked.length]).toEqual(["playing", 1]);
  });

  it("says that a browser cannot play it, and that there is nothing to read", async () => {
    const page = start({ play: () => Promise.reject(new DOMException("", "NotSupportedError")) });
    await page.play();
    expect(page.read()?.phase).toBe("unplayable");
    void page.readAloud.toggle(CODE);
    expect(page.read()).toMatchObject({ variantId: "3", phase: "empty" });
    expect(page.asked).toHaveLength(1);
  });
});
