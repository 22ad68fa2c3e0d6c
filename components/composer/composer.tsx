import { type RefObject, useState } from "react";

import { needsKey } from "@/lib/playground/chat/needs-key";
import { findMisfit } from "@/lib/playground/chat/model-fit";

import styles from "./composer.module.css";
import { PlusIcon } from "../ui/icons";
import { MessageBox } from "./message-box";
import { SendButton } from "./send-button";
import { useChat, usePlayground } from "../context/playground";
import { useParts } from "./use-parts";
import { useTall } from "./use-tall";
import { useChatWords } from "../context/i18n";

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
  const runningId = useChat((state) => state.runningId);
  const isBusy = runningId !== null;
  const isElsewhere = useChat((state) => state.isElsewhere);
  const text = useChat(({ draft }) => draft.text);
  const isKeyNeeded = useChat(needsKey);
  const isReady = useIsReady();
  const row = useTall(ref, text);
  const [isAdding, setIsAdding] = useState(false);
  // The answer that was running when the user tried to send.
  const [refusedAt, setRefusedAt] = useState<string | null>(null);
  const isRefused = isBusy && refusedAt === runningId;
  const { adding, draft, chips, undo, simulations } = useParts(isAdding);

  const send = () => {
    // The button means "stop" now, and Enter never does.
    if (isBusy) setRefusedAt(runningId);
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
      {undo && <undo.UndoBar />}
      {simulations && <simulations.Simulations box={ref} />}
      {adding && <adding.AddMenu onDone={finishAdding} />}
      <div className={styles["composer"]}>
        {draft && <draft.DraftParts />}
        <div ref={row} className={styles["row"]}>
          <MessageBox ref={ref} onEnter={send} />
          <button
            type="button"
            className={styles["add"]}
            aria-label={words.add}
            title={words.add}
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
      <output className={styles["keys"]} data-note={isRefused || undefined}>
        {isRefused ? words.oneAtATime : words.keys}
      </output>
    </fieldset>
  );
}

/** There is something to send, whole, and to a model that can take it. */
function useIsReady(): boolean {
  return useChat((state) => {
    const { text, images, files } = state.draft;
    const isLoading = images.some(
      ({ kind, state: loaded }) => kind === "file" && loaded === "loading",
    );
    const hasContent = text.trim() !== "" || images.length > 0 || files.length > 0;
    return hasContent && !isLoading && findMisfit(state) === null;
  });
}
