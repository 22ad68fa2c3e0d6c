import { useRef, useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import { EntryMenu } from "./entry-menu";
import styles from "./entry.module.css";
import { Rename } from "./rename";
import { IconButton } from "../ui/icon-button";
import { MoreIcon } from "../ui/late-icons";
import { useLocale, useWords } from "../context/i18n";

type Props = {
  entry: Entry;
  /** The text around the match of a search. */
  excerpt: string | null;
  isCurrent: boolean;
  onOpen: (id: string) => void;
};

/** Shows one conversation: a button that opens it, and a menu with all other actions. */
export function ConversationEntry({ entry, excerpt, isCurrent, onOpen }: Props) {
  const words = useWords(CONVERSATIONS);
  const locale = useLocale();
  const [doing, setDoing] = useState<"menu" | "rename" | null>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  const { id, title, updatedAt } = entry;
  const finish = () => {
    setDoing(null);
    // After the button has been rendered again.
    requestAnimationFrame(() => moreButton.current?.focus());
  };
  if (doing === "rename") return <Rename entry={entry} onDone={finish} />;
  return (
    <li
      className={styles["entry"]}
      aria-current={isCurrent || undefined}
      data-open={doing === "menu"}
    >
      <div className={styles["row"]}>
        <button
          type="button"
          className={styles["open"]}
          data-entry
          title={title}
          onClick={() => onOpen(id)}
        >
          <span className={styles["title"]}>{title}</span>
          {excerpt === null ? (
            <time dateTime={new Date(updatedAt).toISOString()}>{toTime(updatedAt, locale)}</time>
          ) : (
            <span className={styles["excerpt"]}>{excerpt}</span>
          )}
        </button>
        <IconButton
          ref={moreButton}
          name={words.more(title)}
          isExpanded={doing === "menu"}
          onClick={() => setDoing(doing === "menu" ? null : "menu")}
        >
          <MoreIcon />
        </IconButton>
      </div>
      {doing === "menu" && (
        <EntryMenu entry={entry} onRename={() => setDoing("rename")} onEscape={finish} />
      )}
    </li>
  );
}

/** Formats the time only, because the day is in the heading above. */
function toTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(at);
}
