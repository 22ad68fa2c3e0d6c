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
    /** Once more to the same question; what was said stays as a variant. */
    regenerate: (answerId: string) => Promise<void>;
    /** Goes on where the answer was cut; what comes is added to it. */
    continueAnswer: (answerId: string) => Promise<void>;
    /** Asks a changed question; what came after the old one is gone, until undone. */
    resend: (questionId: string, text: string) => Promise<void>;
    /** Shows this one alone; the next question follows it. */
    showVariant: (answerId: string, shown: number) => void;
    giveResult: (callId: string, name: string, text: string) => Promise<void>;
  };

/** All that can be done to a conversation. One answer at a time is on its way. */
export function createChat(deps: ChatDeps): Chat {
  const { store, createId } = deps;
  const autosave = createAutosave(deps);
  const { answer, goOn, stop, leave } = createRunner(deps, autosave);

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

/** Makes a question of what was written; null where nothing was. */
function takeDraft(deps: ChatDeps, endUndo: () => void): UserTurn | null {
  const { store, createId } = deps;
  const { images, files, ...draft } = store.getState().draft;
  const text = draft.text.trim();
  if (text === "" && images.length + files.length === 0) return null;
  endUndo();
  // What was deleted before is gone now, with the bar that offered it back.
  store.setState({ draft: EMPTY_DRAFT, removed: [], isUnknown: false });
  const conversationId = beginConversation(deps, text || (images[0] ?? files[0])?.name || "");
  const sent = images.map((image) => toImage(image, conversationId));
  return createQuestion(createId(), { text, images: sent, files });
}
