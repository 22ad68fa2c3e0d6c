import type { Image } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import { useChat } from "../context/playground";
import styles from "./unsaved-image-note.module.css";
import { useWords } from "../context/i18n";

/** Warns of an image that will be lost with a reload, or already is. */
export function UnsavedImageNote({ images }: { images: readonly Image[] }) {
  const words = useWords(TURNS);
  const isUnsaved = useChat(({ unsaved }) =>
    images.some(({ id, url }) => url === "" || unsaved.includes(id)),
  );
  return isUnsaved && <p className={styles["note"]}>{words.imageNotKept}</p>;
}
