import { describe, expect, it } from "vitest";

import type { Outcome } from "@/lib/playground/api/attempt";
import { createNetworkFailure } from "@/lib/playground/api/network-error";
import {
  createChatStore,
  type DictationProblem,
  EMPTY_DRAFT,
} from "@/lib/playground/conversation/store";
import { type Box, createDictate } from "@/lib/playground/voice/dictate";
import type { MicrophoneHooks, openMicrophone } from "@/lib/playground/voice/microphone";
import { MAX_SECONDS, RECORDING_HZ } from "@/lib/playground/voice/recording";

const FAILED: Outcome<string> = { ok: false, failure: createNetworkFailure("no", 1) };
const SECOND = new Float32Array(RECORDING_HZ).fill(0.5);

function start() {
  const store = createChatStore();
  const sent: {
    wav: Uint8Array;
    signal: AbortSignal;
    answer: (outcome: Outcome<string>) => void;
  }[] = [];
  let hooks: MicrophoneHooks | undefined;
  let isOpen = false;
  let hushed = 0;
  let atMs = 0;
  let isHasty = false;
  let give: (opened: Awaited<ReturnType<typeof openMicrophone>>) => void = () => {};
  const dictate = createDictate({
    store,
    now: () => (atMs += isHasty ? 1 : 1000),
    onNextFrame: (callback) => callback(),
    hush: () => (hushed += 1),
    openMicrophone: (given) => {
      hooks = given;
      return new Promise((resolve) => (give = resolve));
    },
    transcribe: (wav, signal) => new Promise((answer) => sent.push({ wav, signal, answer })),
  });
  const carets: number[] = [];
  const box: Box = {
    selectionStart: 1,
    selectionEnd: 1,
    focus: () => {},
    setSelectionRange: (caret) => void carets.push(caret ?? -1),
  };
  const allow = () => {
    isOpen = true;
    give({ ok: true, microphone: { rate: RECORDING_HZ, close: () => (isOpen = false) } });
  };
  const refuse = (problem: DictationProblem) => give({ ok: false, problem });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    store,
    sent,
    carets,
    readText: () => store.getState().draft.text,
    allow,
    refuse,
    settle,
    dictate,
    press: () => void dictate.toggle(box),
    say: (seconds = 1) => {
      for (let count = 0; count < seconds; count += 1) hooks?.onSamples(SECOND);
    },
    unplug: () => hooks?.onEnd(),
    read: () => store.getState().dictation ?? null,
    isOpen: () => isOpen,
    hurry: () => (isHasty = true),
    hasAsked: () => hooks !== undefined,
    hushed: () => hushed,
    record: async () => {
      void dictate.toggle(box);
      allow();
      await settle();
    },
  };
}

describe("dictation", () => {
  it("asks, records, shows how long and loud it is, and inserts what was written", async () => {
    const page = start();
    page.store.setState({ draft: { ...EMPTY_DRAFT, text: "「」" } });
    page.press();
    expect(page.read()?.phase).toBe("asking");
    expect(page.hushed()).toBe(1);
    page.allow();
    await page.settle();
    expect(page.read()?.phase).toBe("recording");
    page.say(2);
    expect(page.read()).toMatchObject({ seconds: 2 });
    expect(page.read()?.level).toBeGreaterThan(0.8);
    page.press();
    expect(page.read()?.phase).toBe("writing");
    expect(page.isOpen()).toBe(false);
    expect(page.sent[0]?.wav.length).toBe(44 + 2 * 2 * RECORDING_HZ);
    page.sent[0]?.answer({ ok: true, value: " 你好 " });
    await page.settle();
    expect([page.readText(), page.carets]).toEqual(["「你好」", [3]]);
    expect(page.read()).toBeNull();
  });

  it.each(["denied", "missing", "occupied", "insecure", "unsupported"] as const)(
    "says that the microphone is %s, and asks again at the next press",
    async (problem) => {
      const page = start();
      page.press();
      page.refuse(problem);
      await page.settle();
      expect(page.read()).toMatchObject({ phase: "problem", problem });
      page.press();
      expect(page.read()).toMatchObject({ phase: "asking", problem: null });
    },
  );

  it("asks for a key before it records where the gateway wants one", () => {
    const page = start();
    page.store.setState(({ gateway }) => ({ gateway: { ...gateway, access: "own" } }));
    page.press();
    expect(page.read()).toMatchObject({ problem: "failed", failure: { code: "invalid_api_key" } });
    expect(page.hasAsked()).toBe(false);
  });

  it("takes a double click for one press", () => {
    const page = start();
    page.hurry();
    page.press();
    page.press();
    expect(page.read()?.phase).toBe("asking");
  });

  it("keeps a recording that could not be sent, and sends it again", async () => {
    const page = start();
    await page.record();
    page.say();
    page.press();
    page.sent[0]?.answer(FAILED);
    await page.settle();
    expect(page.read()).toMatchObject({ phase: "problem", problem: "failed", failure: { at: 1 } });
    void page.dictate.retry();
    expect(page.read()).toMatchObject({ phase: "writing", failure: null });
    expect(page.sent[1]?.wav).toEqual(page.sent[0]?.wav);
    page.sent[1]?.answer({ ok: true, value: "text" });
    await page.settle();
    expect(page.readText()).toBe("text");
  });

  it("sends nothing where nothing was heard, and says so; also where nothing was understood", async () => {
    const page = start();
    await page.record();
    page.press();
    expect(page.sent).toEqual([]);
    expect(page.read()).toMatchObject({ problem: "silent" });
    await page.record();
    page.say();
    page.press();
    page.sent[0]?.answer({ ok: true, value: "\n" });
    await page.settle();
    expect(page.read()).toMatchObject({ problem: "silent" });
    expect(page.readText()).toBe("");
  });

  it("ends by itself after five minutes, and where the microphone is unplugged", async () => {
    const page = start();
    await page.record();
    page.say(MAX_SECONDS + 5);
    expect(page.sent).toHaveLength(1);
    expect(page.sent[0]?.wav.length).toBe(44 + 2 * MAX_SECONDS * RECORDING_HZ);
    page.dictate.dismiss();
    await page.record();
    page.say();
    page.unplug();
    expect(page.sent).toHaveLength(2);
  });

  it("gives up while it is asked or written: the microphone closes, the request ends", async () => {
    const page = start();
    page.press();
    page.press();
    expect(page.read()).toBeNull();
    page.allow();
    await page.settle();
    expect([page.read(), page.isOpen()]).toEqual([null, false]);
    await page.record();
    page.say();
    page.press();
    page.press();
    expect(page.sent[0]?.signal.aborted).toBe(true);
    page.sent[0]?.answer({ ok: true, value: "late" });
    await page.settle();
    expect([page.read(), page.readText()]).toEqual([null, ""]);
  });
});
