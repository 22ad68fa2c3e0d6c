import { type RefObject, useEffect, useRef, useState } from "react";

import { findMisfit } from "@/lib/playground/chat/model-fit";

import { createPart, useLazyModule } from "../ui/use-lazy-module";
import styles from "./composer.module.css";
import { PlusIcon, SendIcon, StopIcon } from "../ui/icons";
import { MessageBox } from "./message-box";
import { ParameterChips } from "./parameter-chips";
import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";

const ADD_IMAGE = createPart(() => import("./add-image"));
const UNDO_BAR = createPart(() => import("./undo-bar"));
const DRAFT_IMAGES = createPart(() => import("./draft-images"));

type Props = {
  ref: RefObject<HTMLTextAreaElement | null>;
  /** A pointer comes near: what a message needs can be fetched. */
  onTouch: () => void;
  onSend: () => void;
  onParameters: () => void;
};

export function Composer({ ref, onTouch, onSend, onParameters }: Props) {
  const words = useChatWords();
  const { chat } = usePlayground();
  const hasImages = useChat(
    (state) =>
      state.draft.images.length > 0 || state.draft.notice !== null || findMisfit(state) !== null,
  );
  const runningId = useChat((state) => state.runningId);
  const isBusy = runningId !== null;
  const isElsewhere = useChat((state) => state.isElsewhere);
  const isReady = useIsReady();
  const [isAdding, setIsAdding] = useState(false);
  // During which answer somebody wanted to send.
  const [refusedAt, setRefusedAt] = useState<string | null>(null);
  const isRefused = isBusy && refusedAt === runningId;
  const adding = useLazyModule(ADD_IMAGE, isAdding);
  const canUndo = useChat(({ undoable, removed }) => undoable !== null || removed.length > 0);
  const undo = useLazyModule(UNDO_BAR, canUndo);
  const images = useLazyModule(DRAFT_IMAGES, hasImages);

  const send = () => {
    // The button means "stop" now, and Enter never does.
    if (isBusy) setRefusedAt(runningId);
    if (isBusy || !isReady) return;
    setIsAdding(false);
    onSend();
    void chat.send();
    ref.current?.focus();
  };
  const finishAdding = () => {
    setIsAdding(false);
    ref.current?.focus();
  };
  return (
    <fieldset className={styles["dock"]} disabled={isElsewhere} onPointerEnter={onTouch}>
      {undo && <undo.UndoBar />}
      {adding && <adding.AddImage onDone={finishAdding} />}
      <div className={styles["composer"]}>
        {images && <images.DraftImages />}
        <MessageBox ref={ref} onEnter={send} />
        <div className={styles["row"]}>
          <button
            type="button"
            className={styles["add"]}
            aria-label={words.addImage}
            title={words.addImage}
            aria-expanded={isAdding}
            onClick={() => setIsAdding(!isAdding)}
          >
            <PlusIcon />
          </button>
          <ParameterChips onClick={onParameters} />
          <SendButton isReady={isReady} onSend={send} />
        </div>
      </div>
      <output className={styles["keys"]} data-note={isRefused || undefined}>
        {isRefused ? words.oneAtATime : words.keys}
      </output>
    </fieldset>
  );
}

/** One button in one place: it sends, and while an answer is on its way it stops. */
function SendButton({ isReady, onSend }: { isReady: boolean; onSend: () => void }) {
  const words = useChatWords();
  const { chat } = usePlayground();
  const isBusy = useChat(({ runningId }) => runningId !== null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What was pressed to begin, "Regenerate" say, is gone now, and the focus with it.
    if (isBusy && document.activeElement === document.body) button.current?.focus();
  }, [isBusy]);
  return (
    <button
      ref={button}
      type="button"
      className={styles["send"]}
      data-busy={isBusy}
      aria-disabled={!isBusy && !isReady}
      aria-label={isBusy ? words.stop : words.send}
      onClick={({ detail }) => {
        // By the second click of a double click the button means something else.
        if (detail > 1) return;
        if (isBusy) void chat.stop();
        else onSend();
      }}
    >
      {isBusy ? <StopIcon /> : <SendIcon />}
    </button>
  );
}

/** There is something to send, whole, and to a model that can take it. */
function useIsReady(): boolean {
  return useChat((state) => {
    const { text, images } = state.draft;
    const isLoading = images.some(
      ({ kind, state: loaded }) => kind === "file" && loaded === "loading",
    );
    const hasContent = text.trim() !== "" || images.length > 0;
    return hasContent && !isLoading && findMisfit(state) === null;
  });
}
