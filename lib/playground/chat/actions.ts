import type { ConversationStore } from "../storage/conversation-store";
import { createQuestion, toTitle } from "../conversation/create";
import type { Conversation, Image, Turn } from "../conversation/types";
import { createAutosave, type Autosave } from "../storage/autosave";
import { LEFT, runAnswer, type RunDeps } from "./run-answer";
import { type DraftImage, EMPTY_DRAFT } from "../conversation/store";
import { changeAnswer, findOpenCalls, readBefore, toImageKey } from "../conversation/turns";
import { createUndo, type Undo } from "./undo";

export type ChatDeps = RunDeps & { conversationStore: ConversationStore };

export type Chat = Autosave &
  Undo & {
    send: () => Promise<void>;
    /** Resolves once the answer has ended; what has come of it stays. */
    stop: () => Promise<void>;
    /** The same where another conversation is opened: the answer is interrupted, and can be asked for again. */
    leave: () => Promise<void>;
    /** Once more to the same question; what was said stays as a variant. */
    regenerate: (answerId: string) => Promise<void>;
    /** Asks a changed question; what came after the old one is gone, until undone. */
    resend: (questionId: string, text: string) => Promise<void>;
    showVariant: (answerId: string, shown: number) => void;
    giveResult: (callId: string, name: string, text: string) => Promise<void>;
  };

/** All that can be done to a conversation. One answer at a time is on its way. */
export function createChat(deps: ChatDeps): Chat {
  const { store, createId } = deps;
  const autosave = createAutosave(deps);
  const { answer, stop, leave } = createRunner(deps, autosave);

  /** Or else another tab has the conversation: there it is gone on with, here it is read. */
  const isBusy = (): boolean => {
    const { runningId, isElsewhere } = store.getState();
    return runningId !== null || isElsewhere;
  };
  const readTurns = (): Turn[] => store.getState().conversation.turns;
  const putTurns = (turns: Turn[]): void => putConversation(deps, { turns });

  const undo = createUndo({ store, autosave, stop, putTurns });

  return {
    ...autosave,
    ...undo,
    stop,
    leave,
    send: async () => {
      const { draft } = store.getState();
      const text = draft.text.trim();
      if (isBusy() || (text === "" && draft.images.length === 0)) return;
      undo.endUndo();
      // What was deleted before is gone now, with the bar that offered it back.
      store.setState({ draft: EMPTY_DRAFT, removed: [], isUnknown: false });
      const conversationId = beginConversation(deps, text || (draft.images[0]?.name ?? ""));
      const sent = draft.images.map((image) => toImage(image, conversationId));
      const question = createQuestion(createId(), text, sent);
      const images = question.images.map((image) => autosave.saveImage(image));
      await answer([...readTurns(), question]);
      await Promise.all(images);
    },
    regenerate: async (answerId) => {
      if (isBusy()) return;
      const turns = readTurns();
      await answer(turns.slice(0, turns.findIndex(({ id }) => id === answerId) + 1), answerId);
    },
    resend: async (questionId, text) => {
      const turns = readTurns();
      const question = turns.find(({ id }) => id === questionId);
      if (isBusy() || question?.role !== "user") return;
      undo.endUndo();
      store.setState({ undoable: turns });
      const changed = createQuestion(createId(), text.trim(), question.images);
      await answer([...readBefore(turns, questionId), changed]);
    },
    showVariant: (answerId, shown) => {
      putTurns(changeAnswer(readTurns(), answerId, (turn) => ({ ...turn, shown })));
      void autosave.save();
    },
    giveResult: async (callId, name, text) => {
      if (store.getState().isElsewhere) return;
      const given: Turn[] = [...readTurns(), { role: "tool", id: createId(), callId, name, text }];
      putTurns(given);
      if (!isBusy() && findOpenCalls(given).length === 0) await answer(given);
      else await autosave.save();
    },
  };
}

type Runner = Pick<Chat, "stop" | "leave"> & {
  answer: (turns: Turn[], answerId?: string) => Promise<void>;
};

function createRunner(deps: ChatDeps, autosave: Autosave): Runner {
  let running: { controller: AbortController; ended: Promise<void> } | undefined;
  const end = async (reason?: DOMException): Promise<void> => {
    running?.controller.abort(reason);
    await running?.ended;
  };
  return {
    answer: async (turns, answerId = deps.createId()) => {
      const controller = new AbortController();
      const ended = runAnswer({ deps, autosave, signal: controller.signal }, turns, answerId);
      running = { controller, ended };
      await ended;
    },
    stop: () => end(),
    leave: () => end(LEFT),
  };
}

function putConversation({ store, now }: ChatDeps, change: Partial<Conversation>): void {
  store.setState(({ conversation }) => ({
    conversation: { ...conversation, ...change, updatedAt: now() },
  }));
}

/** With its first question a conversation gets what it is kept under. */
function beginConversation({ store, createId, now }: ChatDeps, text: string): string {
  const { id } = store.getState().conversation;
  if (id !== "") return id;
  const started = { id: createId(), title: toTitle(text), createdAt: now() };
  store.setState(({ conversation }) => ({ conversation: { ...conversation, ...started } }));
  return started.id;
}

/** What belongs to the draft alone is left behind. */
function toImage({ state: _state, ...image }: DraftImage, conversationId: string): Image {
  if (image.kind === "url") return image;
  return { ...image, blobKey: toImageKey(conversationId, image.id) };
}
