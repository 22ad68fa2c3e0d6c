import { createAnswer, createVariant } from "../conversation/create";
import { isChoiceCount } from "../conversation/parameters";
import { createDrawing } from "../conversation/create-drawing";
import type { Conversation, Turn, Variant } from "../conversation/types";
import type { Autosave } from "../storage/autosave";
import { findKind, findModel, type ModelKind } from "../conversation/models";
import type { Fill } from "../api/lazy-api";
import { createNetworkFailure } from "../api/network-error";
import type { Announcement, ChatStore } from "../conversation/store";
import { addVariants, changeAnswer, listDrawn, putVariants } from "../conversation/turns";

/** Why an answer was broken off that the reader has not stopped. By its name, the client takes it for an abort. */
export const LEFT = new DOMException("The conversation was left.", "AbortError");

export type RunDeps = {
  store: ChatStore;
  now: () => number;
  createId: () => string;
  /** Calls back before the next paint; the answer calls it off. */
  onNextFrame: (callback: () => void) => () => void;
  fill: Fill;
};

type Run = { deps: RunDeps; autosave: Autosave; signal: AbortSignal };

/**
 * Asks for an answer to all turns before `answerId`, which may be among them already, and shows it as
 * it grows. Never throws.
 */
export async function runAnswer(
  { deps, autosave, signal }: Run,
  turns: Turn[],
  answerId: string,
): Promise<void> {
  const { store, createId } = deps;
  const { conversation, models } = store.getState();
  const sees = findModel(models, conversation.model)?.vision ?? true;
  const wireId = createId();
  const kind = findKind(models, conversation.model);
  const asked = { ...conversation, turns };
  const waiting = createWaiting(asked, answerId, { kind, wireId, createId });
  const isNew = turns.every(({ id }) => id !== answerId);
  store.setState({ runningId: answerId, announcement: { kind: "generating" } });
  putTurns(deps, () =>
    isNew
      ? [...turns, createAnswer(answerId, waiting)]
      : changeAnswer(turns, answerId, (turn) => addVariants(turn, waiting)),
  );

  const screen = createScreen(deps, answerId);
  // The question is kept before it is asked: whatever happens then, it is not lost.
  const stopSaving = await autosave.saveWhile();
  const ended = await deps
    .fill(
      waiting,
      { conversation: asked, answerId, sees, kind },
      {
        wireId,
        signal,
        onChange: screen.showSoon,
        onAllowance: (allowance) => store.setState({ allowance }),
      },
    )
    .catch((error: unknown) => failAll(waiting, String(error), deps.now()));
  stopSaving();
  const told = signal.reason === LEFT ? ended.map(toInterrupted) : ended;
  screen.showNow(told);
  for (const image of told.flatMap(listDrawn)) await autosave.saveImage(image);
  store.setState({ runningId: null, announcement: toAnnouncement(told[0]) });
  await autosave.save();
}

/**
 * One variant for each choice that is asked for. Where the gateway is bound to refuse the number, one
 * is enough to show its refusal, and the tab lives to see it.
 */
function createWaiting(
  conversation: Conversation,
  answerId: string,
  { kind, wireId, createId }: Wanted,
): Variant[] {
  const { model, parameters } = conversation;
  if (kind === "image") {
    const images = createDrawing(conversation, answerId, createId);
    return [{ ...createVariant(createId(), model, wireId), images }];
  }
  const count = isChoiceCount(parameters.n) ? parameters.n : 1;
  return Array.from({ length: count }, () => createVariant(createId(), model, wireId));
}

type Wanted = { kind: ModelKind; wireId: string; createId: () => string };

type Screen = {
  showSoon: (variants: readonly Variant[]) => void;
  showNow: (variants: readonly Variant[]) => void;
};

/** However fast an answer comes, the page is drawn once per frame. */
function createScreen(deps: RunDeps, answerId: string): Screen {
  let latest: readonly Variant[] = [];
  let callOff: (() => void) | undefined;
  const show = (): void => {
    callOff = undefined;
    putTurns(deps, (turns) => changeAnswer(turns, answerId, (turn) => putVariants(turn, latest)));
  };
  return {
    showSoon: (variants) => {
      latest = variants;
      callOff ??= deps.onNextFrame(show);
    },
    showNow: (variants) => {
      latest = variants;
      callOff?.();
      show();
    },
  };
}

function putTurns({ store, now }: RunDeps, change: (turns: Turn[]) => Turn[]): void {
  store.setState(({ conversation }) => ({
    conversation: { ...conversation, turns: change(conversation.turns), updatedAt: now() },
  }));
}

/** Not "stopped", as if the reader had pressed the button. */
function toInterrupted(variant: Variant): Variant {
  return variant.state === "stopped" ? { ...variant, state: "interrupted" } : variant;
}

/** Not even the code that asks could be loaded. */
function failAll(variants: readonly Variant[], detail: string, at: number): Variant[] {
  const failure = createNetworkFailure(detail, at);
  return variants.map((variant) => ({ ...variant, state: "failed", failure }));
}

function toAnnouncement(variant: Variant | undefined): Announcement | null {
  if (variant?.state === "stopped") return { kind: "stopped" };
  // The card of a failure is an alert and speaks for itself.
  if (variant?.state !== "done") return null;
  return { kind: "complete", tokens: variant.usage?.completion_tokens ?? null };
}
