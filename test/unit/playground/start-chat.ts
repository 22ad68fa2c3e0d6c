import type { Fill } from "@/lib/playground/api/lazy-api";
import { createChat } from "@/lib/playground/chat/actions";
import type { Variant } from "@/lib/playground/conversation/types";
import { createConversationList } from "@/lib/playground/storage/conversation-list";
import { createChatStore, EMPTY_DRAFT } from "@/lib/playground/conversation/store";
import { createFakeStore, type FakeBrowser } from "./storage/fake-store";

export function say(text: string): Fill {
  return async (variants) =>
    variants.map((variant): Variant => ({ ...variant, state: "done", finishReason: "stop", text }));
}

/** Writes some text and then waits to be stopped. */
export const hang: Fill = (variants, _asked, { signal, onChange }) =>
  new Promise((resolve) => {
    onChange(variants.map((variant) => ({ ...variant, state: "streaming", text: "half" })));
    signal.addEventListener("abort", () =>
      resolve(variants.map((variant) => ({ ...variant, state: "stopped", text: "half" }))),
    );
  });

/** Shared by all chats, because those of two tabs must differ too. */
let ids = 0;

/** Starts a chat with scripted answers, one after the other; it stores everything in memory. */
export function startChat(fills: Fill[], browser?: FakeBrowser) {
  const steps: string[] = [];
  const store = createChatStore();
  const conversationStore = createFakeStore(steps, browser);
  const frames: (() => void)[] = [];
  const chat = createChat({
    store,
    conversationStore,
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
  const conversations = createConversationList({ store, conversationStore, chat });
  const send = (text: string): Promise<void> => {
    store.setState({ draft: { ...EMPTY_DRAFT, text } });
    return chat.send();
  };
  const readTexts = (): string[] =>
    store.getState().conversation.turns.map((turn) => {
      if (turn.role !== "assistant") return turn.text;
      return turn.variants[turn.shown]?.text ?? "";
    });
  return { steps, store, conversationStore, frames, chat, conversations, send, readTexts };
}
