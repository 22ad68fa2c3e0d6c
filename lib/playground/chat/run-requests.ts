import type { Autosave } from "../storage/autosave";
import type { Fill } from "../api/lazy-api";
import { createNetworkFailure } from "../api/network-error";
import { findKind, findModel } from "../conversation/models";
import type { Announcement, ChatStore } from "../conversation/store";
import { listDrawn } from "../conversation/shown";
import { changeAnswer, putVariants } from "../conversation/turns";
import type { Conversation, Turn, Variant } from "../conversation/types";

/**
 * The reason for an abort when the reader opened another conversation. The client recognises an
 * abort by this name.
 */
export const LEFT = new DOMException("The conversation was left.", "AbortError");

export type RunDeps = {
  store: ChatStore;
  now: () => number;
  createId: () => string;
  /** Calls back before the next paint; the returned function cancels it. */
  onNextFrame: (callback: () => void) => () => void;
  fill: Fill;
};

export type Run = { deps: RunDeps; autosave: Autosave; signal: AbortSignal };

export type Request = {
  /** The conversation to send, and the model to send it to. */
  conversation: Conversation;
  /** The turn before which the request ends. */
  upTo: string;
  /** The variants that wait for the answer; all have the request's own wire log. */
  variants: readonly [Variant, ...Variant[]];
};

type Asking = { requests: readonly Request[]; settle?: (variant: Variant) => Variant };

/**
 * Sends all requests of one answer at once, and fills and shows its variants as they grow. `settle`
 * makes the final change to each of them. Never throws.
 */
export async function runRequests(
  { deps, autosave, signal }: Run,
  answerId: string,
  { requests, settle = (variant) => variant }: Asking,
): Promise<void> {
  const { store } = deps;
  const screen = createScreen(deps, answerId);
  // The question is stored before it is sent, so that it cannot be lost.
  const stopSaving = await autosave.saveWhile();
  const { models } = store.getState();
  const ended = await Promise.all(
    requests.map(({ conversation, upTo, variants }) => {
      const sees = findModel(models, conversation.model)?.vision ?? true;
      const kind = findKind(models, conversation.model);
      const hooks = {
        wireId: variants[0].wireId ?? "",
        signal,
        onChange: screen.showSoon,
        onAllowance: (allowance: { limit: number; remaining: number }) =>
          store.setState({ allowance }),
      };
      return deps
        .fill(variants, { conversation, answerId: upTo, sees, kind }, hooks)
        .catch((error: unknown) => failAll(variants, String(error), deps.now()));
    }),
  );
  stopSaving();
  const told = ended
    .flat()
    .map((variant) => settle(signal.reason === LEFT ? toInterrupted(variant) : variant));
  screen.showNow(told);
  for (const image of told.flatMap(listDrawn)) await autosave.saveImage(image);
  store.setState({ runningId: null, announcement: toAnnouncement(told[0]) });
  await autosave.save();
}

type Screen = {
  showSoon: (variants: readonly Variant[]) => void;
  showNow: (variants: readonly Variant[]) => void;
};

/** Draws the page at most once per frame, however fast an answer arrives. */
function createScreen(deps: RunDeps, answerId: string): Screen {
  const latest = new Map<string, Variant>();
  let callOff: (() => void) | undefined;
  const note = (variants: readonly Variant[]): void => {
    for (const variant of variants) latest.set(variant.id, variant);
  };
  const show = (): void => {
    callOff = undefined;
    const changed = [...latest.values()];
    putTurns(deps, (turns) => changeAnswer(turns, answerId, (turn) => putVariants(turn, changed)));
  };
  return {
    showSoon: (variants) => {
      note(variants);
      callOff ??= deps.onNextFrame(show);
    },
    showNow: (variants) => {
      note(variants);
      callOff?.();
      show();
    },
  };
}

export function putTurns({ store, now }: RunDeps, change: (turns: Turn[]) => Turn[]): void {
  store.setState(({ conversation }) => ({
    conversation: { ...conversation, turns: change(conversation.turns), updatedAt: now() },
  }));
}

/**
 * Marks the answer as interrupted, not as "stopped", because the reader did not press the button.
 */
function toInterrupted(variant: Variant): Variant {
  return variant.state === "stopped" ? { ...variant, state: "interrupted" } : variant;
}

/** Fails all variants if the code that sends requests could not be loaded. */
function failAll(variants: readonly Variant[], detail: string, at: number): Variant[] {
  const failure = createNetworkFailure(detail, at);
  return variants.map((variant) => ({ ...variant, state: "failed", failure }));
}

function toAnnouncement(variant: Variant | undefined): Announcement | null {
  if (variant?.state === "stopped") return { kind: "stopped" };
  // The card of a failure is an alert and is announced by itself.
  if (variant?.state !== "done" || variant.failure) return null;
  return { kind: "complete", tokens: variant.usage?.completion_tokens ?? null };
}
