import { COMPARE } from "@/lib/playground/i18n/compare";

import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./rival.module.css";
import { IconButton } from "../ui/icon-button";
import { CloseIcon } from "../ui/late-icons";

/** Shows the second model that answers the next questions. */
export function Rival() {
  const words = useWords(COMPARE);
  const { store } = usePlayground();
  const rival = useChat((state) => state.rival);
  const model = useChat(({ conversation }) => conversation.model);
  if (rival === null) return null;
  return (
    <p className={styles["rival"]}>
      <span>{words.both(model, rival)}</span>
      <IconButton name={words.end} onClick={() => store.setState({ rival: null })}>
        <CloseIcon />
      </IconButton>
    </p>
  );
}
