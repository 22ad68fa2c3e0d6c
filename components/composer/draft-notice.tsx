import { IMAGES } from "@/lib/playground/i18n/images";

import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./draft-images.module.css";
import { CloseIcon } from "../ui/late-icons";

/** Explains why the last file was not added, or what it replaced. */
export function DraftNotice() {
  const words = useWords(IMAGES);
  const { draftEditor } = usePlayground();
  const notice = useChat(({ draft }) => draft.notice);
  if (!notice) return null;
  return (
    <p role="alert" className={styles["notice"]} data-kind={notice.kind}>
      {words.imageNotice[notice.kind](shorten(notice.name))}
      <button type="button" aria-label={words.close} onClick={draftEditor.dismissNotice}>
        <CloseIcon />
      </button>
    </p>
  );
}

const MAX_NAME_LENGTH = 48;

/** Shortens a name in the middle, so that it can be recognised and the action stays visible. */
function shorten(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, 32)}…${name.slice(-12)}`;
}
