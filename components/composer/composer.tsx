import { type RefObject, useEffect, useRef, useState } from "react";

import { needsKey } from "@/lib/playground/chat/needs-key";
import { findMisfit } from "@/lib/playground/chat/model-fit";

import { createPart, useLazyModule } from "../ui/use-lazy-module";
import styles from "./composer.module.css";
import { PlusIcon, SendIcon, StopIcon } from "../ui/icons";
import { MessageBox } from "./message-box";
import { useChat, usePlayground } from "../context/playground";
import { UndoBar } from "./undo-bar";
import { useChatWords } from "../context/i18n";

const ADD_IMAGE = createPart(() => import("./add-image"));
const SIMULATIONS = createPart(() => import("./simulations"));
const DRAFT_IMAGES = createPart(() => import("./draft-images"));
const PARAMETER_CHIPS = createPart(() => import("./parameter-chips"));

type Props = {
  ref: RefObject<HTMLTextAreaElement | null>;
  /** A pointer comes near: what a message needs can be fetched. */
  onTouch: () => void;
  onSend: () => void;
  onParameters: () => void;
  /** Without a key, nothing that is sent would be answered. */
  onKeyNeeded: () => void;
};

export function Composer({ ref, onTouch, onSend, onParameters, onKeyNeeded }: Props) {
  const words = useChatWords();
  const { chat } = usePlayground();
  const hasImages = useChat(
    (state) =>
      state.draft.images.length > 0 || state.draft.notice !== null || findMisfit(state) !== null,
  );
  const hasParameters = useChat(
    ({ conversation }) => Object.keys(conversation.parameters).length > 0,
  );
  const isBusy = useChat(({ runningId }) => runningId !== null);
  const isElsewhere = useChat((state) => state.isElsewhere);
  const isKeyNeeded = useChat(needsKey);
  const isReady = useIsReady();
  const [isAdding, setIsAdding] = useState(false);
  const adding = useLazyModule(ADD_IMAGE, isAdding);
  const images = useLazyModule(DRAFT_IMAGES, hasImages);
  const chips = useLazyModule(PARAMETER_CHIPS, hasParameters);

  const send = () => {
    // The button means "stop" now, and Enter never does.
    if (isBusy || !isReady) return;
    if (isKeyNeeded) return onKeyNeeded();
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
      <UndoBar />
      <Commands box={ref} />
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
          <span className={styles["chips"]}>
            {chips && <chips.ParameterChips onClick={onParameters} />}
          </span>
          <SendButton isReady={isReady} onSend={send} />
        </div>
      </div>
      <p className={styles["keys"]}>{words.keys}</p>
    </fieldset>
  );
}

/** In front of a simulator: what it can be asked to play. */
function Commands({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const isBegun = useChat(
    ({ draft, gateway }) => gateway.isSimulated && draft.text.startsWith("/"),
  );
  const simulations = useLazyModule(SIMULATIONS, isBegun);
  return simulations && <simulations.Simulations box={box} />;
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
