import type { ConversationStore } from "../storage/conversation-store";
import { createQuestion, toTitle } from "../conversation/create";
import type { Conversation, Image, Turn, UserTurn } from "../conversation/types";
import { createAutosave, type Autosave } from "../storage/autosave";
import type { RunDeps } from "./run-requests";
import { createRunner, type Runner } from "./runner";
import { type DraftImage, EMPTY_DRAFT } from "../conversation/store";
import {
  changeAnswer,
  findOpenCalls,
  findRival,
  readBefore,
  showAlone,
  toImageKey,
} from "../conversation/turns";
import { createUndo, type Undo } from "./undo";

export type ChatDeps = RunDeps & { conversationStore: ConversationStore };

export type Chat = Autosave &
  Undo &
  Pick<Runner, "stop" | "leave"> & {
    send: () => Promise<void>;
    /** Requests another answer to the same question; the previous one stays as a variant. */
    regenerate: (answerId: string) => Promise<void>;
    /** Continues an answer where it was cut; the new text is appended to it. */
    continueAnswer: (answerId: string) => Promise<void>;
    /** Sends a changed question. Everything after the old one is removed, until undone. */
    resend: (questionId: string, text: string) => Promise<void>;
    /** Shows only this variant, and the next question follows it. */
    showVariant: (answerId: string, shown: number) => void;
    giveResult: (callId: string, name: string, text: string) => Promise<void>;
  };

/** Creates everything that can be done to a conversation. Only one answer runs at a time. */
export function createChat(deps: ChatDeps): Chat {
  const { store, createId } = deps;
  const autosave = createAutosave(deps);
  const { answer, goOn, stop, leave } = createRunner(deps, autosave);

  /** Also true if another tab has the conversation, because it is then read-only here. */
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
      const asked = isBusy() ? null : takeDraft(deps, undo.endUndo);
      if (!asked) return;
      const images = asked.images.map((image) => autosave.saveImage(image));
      await answer([...readTurns(), asked], { rival: store.getState().rival });
      await Promise.all(images);
    },
    regenerate: async (answerId) => {
      if (isBusy()) return;
      const turns = readTurns();
      const index = turns.findIndex(({ id }) => id === answerId);
      await answer(turns.slice(0, index + 1), { answerId, rival: findRival(turns[index]) });
    },
    continueAnswer: async (answerId) => {
      if (!isBusy()) await goOn(answerId);
    },
    resend: async (questionId, text) => {
      const turns = readTurns();
      const question = turns.find(({ id }) => id === questionId);
      if (isBusy() || question?.role !== "user") return;
      undo.endUndo();
      store.setState({ undoable: turns });
      const { images, files = [] } = question;
      const changed = createQuestion(createId(), { text: text.trim(), images, files });
      await answer([...readBefore(turns, questionId), changed], { rival: store.getState().rival });
    },
    showVariant: (answerId, shown) => {
      putTurns(changeAnswer(readTurns(), answerId, (turn) => showAlone(turn, shown)));
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

function putConversation({ store, now }: ChatDeps, change: Partial<Conversation>): void {
  store.setState(({ conversation }) => ({
    conversation: { ...conversation, ...change, updatedAt: now() },
  }));
}

/** Gives a conversation the id under which it is stored, with its first question. */
function beginConversation({ store, createId, now }: ChatDeps, text: string): string {
  const { id } = store.getState().conversation;
  if (id !== "") return id;
  const started = { id: createId(), title: toTitle(text), createdAt: now() };
  store.setState(({ conversation }) => ({ conversation: { ...conversation, ...started } }));
  return started.id;
}

/** Drops the fields that belong to the draft only. */
function toImage({ state: _state, ...image }: DraftImage, conversationId: string): Image {
  if (image.kind === "url") return image;
  return { ...image, blobKey: toImageKey(conversationId, image.id) };
}

/** Makes a question of the draft; null if nothing was written. */
function takeDraft(deps: ChatDeps, endUndo: () => void): UserTurn | null {
  const { store, createId } = deps;
  const { images, files, ...draft } = store.getState().draft;
  const text = draft.text.trim();
  if (text === "" && images.length + files.length === 0) return null;
  endUndo();
  // Conversations that were deleted before are now gone, with the bar that offered to restore them.
  store.setState({ draft: EMPTY_DRAFT, removed: [], isUnknown: false });
  const conversationId = beginConversation(deps, text || (images[0] ?? files[0])?.name || "");
  const sent = images.map((image) => toImage(image, conversationId));
  return createQuestion(createId(), { text, images: sent, files });
}
