import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";

import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./dialog.module.css";
import { IconButton } from "./icon-button";
import { CloseIcon } from "./late-icons";
import { useWords } from "../context/i18n";

type Props = {
  title: string;
  /** Where it opens: over the page, from its left edge, or from below. */
  place?: "centre" | "side" | "sheet";
  onClose: () => void;
  children: ReactNode;
};

/** Shows the platform's own dialog, which traps the focus while it is open and then returns it. */
export function Dialog({ title, place = "centre", onClose, children }: Props) {
  const words = useWords(DIALOGS);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const onClick = (event: MouseEvent) => {
    // For the browser, the backdrop belongs to the dialog too.
    if (event.target === dialog.current) dialog.current.close();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape closes it
    <dialog
      ref={dialog}
      className={styles["dialog"]}
      data-place={place}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={onClick}
    >
      <div className={styles["body"]}>
        <header>
          <h2 id={titleId}>{title}</h2>
          <IconButton name={words.close} onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </IconButton>
        </header>
        {children}
      </div>
    </dialog>
  );
}
