import type { Outcome } from "../api/attempt";
import { toFailure } from "../api/error";
import { readShown } from "../conversation/shown";
import type { ChatState, ChatStore, Reading } from "../conversation/store";
import { readColumns } from "../conversation/turns";
import type { Variant } from "../conversation/types";
import type { Player, PlayerHooks } from "./player";
import { toSpoken } from "./spoken-text";

export type ReadAloud = {
  /** Reads an answer, or stops where it is read; another that is read makes room for it. */
  toggle: (variant: Variant) => Promise<void>;
  stop: () => void;
};

type Deps = {
  store: ChatStore;
  now: () => number;
  createId: () => string;
  fetchSpeech: (
    input: string,
    options: { wireId: string; signal: AbortSignal },
  ) => Promise<Outcome<Response>>;
  openPlayer: (hooks: PlayerHooks) => Player;
};

type Run = {
  controller: AbortController;
  variantId: string;
  conversationId: string;
  /** The answer that was on its way when this began. */
  runningId: string | null;
  player?: Player;
};

/** Reads answers aloud, one at a time, until there is something else to look at. */
export function createReadAloud(deps: Deps): ReadAloud {
  const { store, now, createId, fetchSpeech, openPlayer } = deps;
  let run: Run | undefined;

  const close = (): void => {
    run?.controller.abort();
    run?.player?.close();
    run = undefined;
  };
  const stop = (): void => {
    close();
    if (store.getState().reading) store.setState({ reading: null });
  };
  const show = createDisplay(store);
  /** What is said of it stays, as long as the answer is in sight. */
  const end = (own: Run, change: Partial<Reading>): void => {
    own.controller.abort();
    own.player?.close();
    show(change);
  };
  store.subscribe((state) => {
    if (run && !isWanted(state, run)) stop();
  });

  const play = async (own: Run): Promise<void> => {
    if (run !== own) return;
    try {
      await own.player?.play();
      if (run === own) show({ phase: "playing" });
    } catch (error) {
      if (run !== own) return;
      if (isBlocked(error)) show({ phase: "blocked" });
      else end(own, { phase: "unplayable" });
    }
  };

  const read = async (variant: Variant): Promise<void> => {
    const { text, isCut } = toSpoken(variant.text);
    const own = begin(store.getState(), variant.id);
    const wireId = createId();
    run = own;
    const phase = text === "" ? "empty" : "loading";
    store.setState({ reading: { variantId: variant.id, wireId, phase, isCut, failure: null } });
    if (phase === "empty") return;
    const outcome = await fetchSpeech(text, { wireId, signal: own.controller.signal });
    if (run !== own) return;
    if (!outcome.ok) return end(own, { phase: "failed", failure: outcome.failure });
    const fail = (error: unknown): void => {
      if (run === own) end(own, { phase: "failed", failure: toFailure(error, now()) });
    };
    own.player = openPlayer({ onEnd: () => run === own && stop(), onBroken: fail });
    await own.player.load(outcome.value).then(() => play(own), fail);
  };

  const toggle: ReadAloud["toggle"] = async (variant) => {
    const { reading } = store.getState();
    const phase = reading?.variantId === variant.id ? reading.phase : null;
    if (phase === "blocked" && run) return play(run);
    stop();
    if (phase !== "loading" && phase !== "playing") await read(variant);
  };
  return { stop, toggle };
}

function begin({ conversation, runningId }: ChatState, variantId: string): Run {
  const conversationId = conversation.id;
  return { controller: new AbortController(), variantId, conversationId, runningId };
}

function createDisplay(store: ChatStore) {
  return (change: Partial<Reading>): void =>
    store.setState(({ reading }) => (reading ? { reading: { ...reading, ...change } } : {}));
}

function isBlocked(error: unknown): boolean {
  return error instanceof Error && error.name === "NotAllowedError";
}

/** The answer is still in sight, and no other has begun. */
function isWanted({ conversation, runningId }: ChatState, run: Run): boolean {
  if (conversation.id !== run.conversationId) return false;
  if (runningId !== null && runningId !== run.runningId) return false;
  return conversation.turns.some((turn) => {
    if (turn.role !== "assistant") return false;
    return [readShown(turn), ...readColumns(turn)].some((shown) => shown?.id === run.variantId);
  });
}
