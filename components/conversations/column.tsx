import { CONVERSATIONS_COLUMN } from "./parts";
import type { ListState } from "./use-list";
import styles from "./column.module.css";
import { useChatWords } from "../context/i18n";
import { useLazyModule } from "../ui/use-lazy-module";

/**
 * Shows the list beside the conversation. The style sheet reserves its space until the list has
 * loaded.
 */
export function Column({ list: { isColumn, isOpen, searches } }: { list: ListState }) {
  const words = useChatWords();
  const column = useLazyModule(CONVERSATIONS_COLUMN, isColumn && isOpen);
  return (
    <aside className={styles["column"]} aria-label={words.conversations}>
      {column && <column.ConversationsColumn searches={searches} />}
    </aside>
  );
}
