import { memo, useEffect, useRef, useState } from "react";

import type { Image, UserTurn } from "@/lib/playground/conversation/types";
import { COPY } from "@/lib/playground/i18n/copy";
import { TURNS } from "@/lib/playground/i18n/turns";

import { IconButton } from "../ui/icon-button";
import { CopyIcon, ImageIcon, PencilIcon } from "../ui/late-icons";
import { useChat, useIsBusy, usePlayground } from "../context/playground";
import styles from "./question.module.css";
import { QuestionFile } from "./question-file";
import { UnsavedImageNote } from "./unsaved-image-note";
import { useCopy } from "../ui/use-copy";
import { useEnter } from "../ui/use-enter";
import { useWords } from "../context/i18n";

export const Question = memo(function QuestionArticle({ turn }: { turn: UserTurn }) {
  const words = useWords(TURNS);
  const { store } = usePlayground();
  const isEditing = useChat(({ editingId }) => editingId === turn.id);
  const isBusy = useIsBusy();
  const copyWords = useWords(COPY);
  const { told, copyText } = useCopy();
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // Returns the focus to the button that opened the editor, unless something else has it.
    const isLost = document.activeElement === document.body;
    if (wasEditing.current && !isEditing && isLost) editButton.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return (
    <article className={styles["question"]} aria-label={words.question}>
      <h2 className="visually-hidden">{words.question}</h2>
      {turn.images.map((image) => (
        <Thumbnail key={image.id} image={image} />
      ))}
      <UnsavedImageNote images={turn.images} />
      {turn.files?.map((file) => (
        <QuestionFile key={file.id} file={file} />
      ))}
      {isEditing ? (
        <Editor turn={turn} />
      ) : (
        <>
          {turn.text !== "" && (
            <p dir="auto" className={styles["bubble"]}>
              {turn.text}
            </p>
          )}
          <div className={styles["actions"]}>
            <IconButton name={copyWords[told ?? "copy"]} onClick={() => void copyText(turn.text)}>
              <CopyIcon />
            </IconButton>
            {!isBusy && (
              <IconButton
                ref={editButton}
                name={words.edit}
                onClick={() => store.setState({ editingId: turn.id })}
              >
                <PencilIcon />
              </IconButton>
            )}
          </div>
        </>
      )}
    </article>
  );
});

function Thumbnail({ image: { url, name = "", width, height } }: { image: Image }) {
  const words = useWords(TURNS);
  const [isGone, setGone] = useState(false);
  if (isGone) {
    return (
      <p className={styles["gone"]}>
        <ImageIcon /> {name} · {words.imageGone}
      </p>
    );
  }
  if (url === "") return <p className={styles["bubble"]}>{name}</p>;
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- it is the reader's own, from anywhere
    <img
      className={styles["image"]}
      src={url}
      alt={name}
      // Set before the image loads, so that the page does not jump.
      width={width}
      height={height}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setGone(true)}
    />
  );
}

/** Edits a question in its place. Everything after it is replaced by the new answer. */
function Editor({ turn }: { turn: UserTurn }) {
  const words = useWords(TURNS);
  const { store, chat } = usePlayground();
  const isBusy = useIsBusy();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(turn.text.length, turn.text.length);
  }, [turn.text.length]);

  const close = () => store.setState({ editingId: null });
  const send = () => {
    const text = box.current?.value ?? "";
    // One answer runs at a time: the edited text waits here until the other has ended.
    if (isBusy || (text.trim() === "" && turn.images.length + (turn.files?.length ?? 0) === 0))
      return;
    close();
    void chat.resend(turn.id, text);
  };
  const { handlers } = useEnter({ onEnter: send, onEscape: close });
  return (
    <div className={styles["editor"]}>
      <textarea
        ref={box}
        className={styles["box"]}
        rows={2}
        dir="auto"
        defaultValue={turn.text}
        aria-label={words.editMessage}
        {...handlers}
      />
      <div className={styles["buttons"]}>
        <button type="button" className={styles["cancel"]} onClick={close}>
          {words.cancel}
        </button>
        <button type="button" className={styles["primary"]} aria-disabled={isBusy} onClick={send}>
          {words.sendAgain}
        </button>
      </div>
    </div>
  );
}
