import type { Outcome } from "../api/attempt";
import { createMissingKeyFailure } from "../api/network-error";
import { needsKey } from "../api/needs-key";
import { insertAt } from "../composer/insert-at";
import type { ChatStore, Dictation } from "../conversation/store";
import type { Failure } from "../conversation/types";
import type { openMicrophone } from "./microphone";
import { createRecording, MAX_SECONDS, type Recording, toLevel } from "./recording";

/** The box of the draft, as far as it matters here. */
export type Box = Pick<
  HTMLTextAreaElement,
  "selectionStart" | "selectionEnd" | "setSelectionRange" | "focus"
>;

export type Dictate = {
  /** Starts a recording, ends one and has it written, or cancels what has not begun or ended. */
  toggle: (box: Box | null) => Promise<void>;
  /** Sends the recording again that failed. */
  retry: () => Promise<void>;
  /** Gives up whatever is under way, and takes away what is said of it. */
  dismiss: () => void;
};

type Deps = {
  store: ChatStore;
  openMicrophone: typeof openMicrophone;
  transcribe: (wav: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<Outcome<string>>;
  now: () => number;
  onNextFrame: (callback: () => void) => void;
  /** Called before the microphone is opened: what plays would be heard. */
  hush: () => void;
};

type Run = {
  startedAt: number;
  controller: AbortController;
  box: Box | null;
  recording?: Recording;
  wav?: Uint8Array<ArrayBuffer> | null;
  /** Closes the microphone. */
  close?: () => void;
};

const DOUBLE_CLICK_MS = 400;

/** By the second click of a double click the button means something else. */
function isDoubleClick(run: Run | undefined, now: number): boolean {
  return run !== undefined && now - run.startedAt < DOUBLE_CLICK_MS;
}

type Hearing = Run & { recording: Recording };

const START: Dictation = { phase: "asking", seconds: 0, level: 0, problem: null, failure: null };
/** How often the meter moves. */
const STEP_SECONDS = 0.1;

/** Has a message spoken: microphone, recording, text. One at a time. */
export function createDictate(deps: Deps): Dictate {
  const { store, openMicrophone: open, transcribe, hush } = deps;
  const { show, complain, showSound } = createDisplay(store);
  let run: Run | undefined;

  const write = async (own: Run): Promise<void> => {
    own.close?.();
    own.wav ??= own.recording?.end() ?? null;
    if (!own.wav) return complain("silent");
    const { signal } = (own.controller = new AbortController());
    show({ phase: "writing", level: 0, problem: null, failure: null });
    const outcome = await transcribe(own.wav, signal);
    if (run !== own) return;
    if (!outcome.ok) return complain("failed", outcome.failure);
    const text = outcome.value.trim();
    if (text === "") return complain("silent");
    dismiss();
    insert(deps, own.box, text);
  };

  const isHearing = (own: Run): own is Hearing =>
    run === own && own.wav === undefined && Boolean(own.recording);

  const hear = (own: Run, samples: Float32Array): void => {
    if (!isHearing(own)) return;
    own.recording.push(samples);
    const seconds = own.recording.readSeconds();
    if (seconds >= MAX_SECONDS) return void write(own);
    showSound(seconds, samples);
  };

  const begin = async (box: Box | null): Promise<void> => {
    const own: Run = (run = { controller: new AbortController(), box, startedAt: deps.now() });
    hush();
    store.setState({ dictation: START });
    if (needsKey(store.getState())) return complain("failed", createMissingKeyFailure(deps.now()));
    const opened = await open({
      onSamples: (samples) => hear(own, samples),
      onEnd: () => void (isHearing(own) && write(own)),
    });
    if (run !== own) return opened.ok ? opened.microphone.close() : undefined;
    if (!opened.ok) return complain(opened.problem);
    own.close = opened.microphone.close;
    own.recording = createRecording(opened.microphone.rate);
    show({ phase: "recording" });
  };

  const dismiss = (): void => {
    run?.close?.();
    run?.controller.abort();
    run = undefined;
    store.setState({ dictation: null });
  };

  return {
    toggle: async (box) => {
      const phase = store.getState().dictation?.phase ?? "problem";
      if (phase !== "problem" && isDoubleClick(run, deps.now())) return;
      if (phase === "problem") await begin(box);
      else if (phase === "recording" && run) await write(run);
      else dismiss();
    },
    retry: async () => (run?.wav ? write(run) : undefined),
    dismiss,
  };
}

type Display = {
  show: (change: Partial<Dictation>) => void;
  complain: (problem: Dictation["problem"], failure?: Failure | null) => void;
  showSound: (seconds: number, samples: Float32Array) => void;
};

function createDisplay(store: ChatStore): Display {
  const show: Display["show"] = (change) =>
    store.setState(({ dictation }) => ({ dictation: { ...(dictation ?? START), ...change } }));
  return {
    show,
    complain: (problem, failure = null) => show({ phase: "problem", problem, failure, level: 0 }),
    showSound: (seconds, samples) => {
      const shown = store.getState().dictation?.seconds ?? 0;
      if (seconds - shown >= STEP_SECONDS) show({ seconds, level: toLevel(samples) });
    },
  };
}

/** Puts a text where the cursor of the box is, and the cursor behind it. */
function insert({ store, onNextFrame }: Deps, box: Box | null, added: string): void {
  const { text } = store.getState().draft;
  const { selectionStart: start = text.length, selectionEnd: end = start } = box ?? {};
  const inserted = insertAt(text, { start, end }, added);
  store.setState(({ draft }) => ({ draft: { ...draft, text: inserted.text } }));
  // The cursor can only be put where the box shows text already.
  onNextFrame(() => {
    box?.focus();
    box?.setSelectionRange(inserted.caret, inserted.caret);
  });
}
