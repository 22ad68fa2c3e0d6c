import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useState,
} from "react";

import { findModel } from "@/lib/playground/models";
import { findPictureAddress } from "@/lib/playground/picture-address";
import { CHAT } from "@/lib/playground/words/chat";

import { useModule } from "./answer/use-module";
import styles from "./composer.module.css";
import { ADD_IMAGE, DRAFT_PICTURES } from "./late-parts";
import { PlusIcon, SendIcon, StopIcon } from "./icons";
import { ParameterChips } from "./parameter-chips";
import { useChat, usePlayground } from "./playground-context";
import { UndoBar } from "./undo-bar";
import { useEnter } from "./use-enter";
import { useWords } from "./words";

type Props = {
  ref: RefObject<HTMLTextAreaElement | null>;
  /** A pointer comes near: what a message needs can be fetched. */
  onTouch: () => void;
  onSend: () => void;
  onParameters: () => void;
};

export function Composer({ ref, onTouch, onSend, onParameters }: Props) {
  const words = useWords(CHAT);
  const { chat, drafting, store } = usePlayground();
  const draft = useChat((state) => state.draft);
  const isBusy = useChat(({ runningId }) => runningId !== null);
  const isReady = useIsReady();
  const [isAdding, setIsAdding] = useState(false);
  const adding = useModule(ADD_IMAGE, isAdding);
  const pictures = useModule(DRAFT_PICTURES, draft.pictures.length > 0 || draft.notice !== null);

  useEffect(() => {
    // What was typed before the page came to life.
    const typed = ref.current?.value ?? "";
    if (typed && store.getState().draft.text === "") drafting.setText(typed);
  }, [ref, store, drafting]);

  const send = () => {
    // The button means "stop" now, and Enter never does.
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
  const { owns, handlers } = useEnter({ onEnter: send });

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    handlers.onKeyDown(event);
    if (event.key !== "ArrowUp" || draft.text !== "" || owns(event)) return;
    const last = store.getState().conversation.turns.findLast(({ role }) => role === "user");
    if (!last || isBusy) return;
    event.preventDefault();
    store.setState({ editingId: last.id });
  };

  const onPaste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    const address = findPictureAddress(event.clipboardData.getData("text/plain"));
    if (!file && address === undefined) return;
    event.preventDefault();
    if (file) void drafting.addFile(file);
    else if (address) drafting.addAddress(address);
  };

  return (
    <div className={styles["dock"]} onPointerEnter={onTouch}>
      <UndoBar />
      {adding && <adding.AddImage onDone={finishAdding} />}
      <div className={styles["composer"]}>
        {pictures && <pictures.DraftPictures />}
        <textarea
          ref={ref}
          rows={1}
          value={draft.text}
          aria-label={words.message}
          placeholder={words.placeholder}
          onChange={({ target }) => drafting.setText(target.value)}
          onPaste={onPaste}
          {...handlers}
          onKeyDown={onKeyDown}
        />
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
          <button
            type="button"
            className={styles["send"]}
            data-busy={isBusy}
            aria-disabled={!isBusy && !isReady}
            aria-label={isBusy ? words.stop : words.send}
            onClick={isBusy ? () => void chat.stop() : send}
          >
            {isBusy ? <StopIcon /> : <SendIcon />}
          </button>
        </div>
      </div>
      <p className={styles["keys"]}>{words.keys}</p>
    </div>
  );
}

/** There is something to send, whole, and to a model that can take it. */
function useIsReady(): boolean {
  return useChat(({ draft: { text, pictures }, conversation, models }) => {
    const isLoading = pictures.some(({ kind, state }) => kind === "file" && state === "loading");
    const isBlind = pictures.length > 0 && findModel(models, conversation.model)?.vision === false;
    return (text.trim() !== "" || pictures.length > 0) && !isLoading && !isBlind;
  });
}
