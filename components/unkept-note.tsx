import type { Picture } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import { useChat } from "./playground-context";
import styles from "./unkept-note.module.css";
import { useWords } from "./words";

/** A picture that will be gone after a reload, or is by now. */
export function UnkeptNote({ pictures }: { pictures: readonly Picture[] }) {
  const words = useWords(TURNS);
  const isUnkept = useChat(({ unkept }) =>
    pictures.some(({ id, url }) => url === "" || unkept.includes(id)),
  );
  return isUnkept && <p className={styles["note"]}>{words.pictureNotKept}</p>;
}
