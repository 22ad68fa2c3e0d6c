import { IMAGES } from "@/lib/playground/i18n/images";

import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./draft-images.module.css";
import { CloseIcon } from "../ui/late-icons";

/** Why the last file that was added is not there, or what it has replaced. */
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

/** To be recognised, a name needs its beginning and its end; what to do about it stays in sight. */
function shorten(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, 32)}…${name.slice(-12)}`;
}
