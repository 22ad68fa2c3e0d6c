import { useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./conversations-dialog.module.css";
import { IconButton } from "../ui/icon-button";
import { PencilIcon, TrashIcon } from "../ui/icons";
import { usePlayground } from "../context/playground";
import { useEnter } from "../ui/use-enter";
import { useLocale, useWords } from "../context/i18n";

type Props = {
  entry: Entry;
  isCurrent: boolean;
  onOpen: (id: string) => void;
  onRemoved: () => void;
};

export function ConversationEntry({ entry, isCurrent, onOpen, onRemoved }: Props) {
  const words = useWords(DIALOGS);
  const locale = useLocale();
  const { conversations } = usePlayground();
  const [doing, setDoing] = useState<"rename" | "remove" | null>(null);
  const { id, title, updatedAt } = entry;
  if (doing === "rename") return <Rename entry={entry} onDone={() => setDoing(null)} />;
  return (
    <li className={styles["entry"]} aria-current={isCurrent || undefined}>
      <button type="button" className={styles["open"]} onClick={() => onOpen(id)}>
        <span className={styles["title"]}>{title}</span>
        <time dateTime={new Date(updatedAt).toISOString()}>{toDate(updatedAt, locale)}</time>
      </button>
      {doing === "remove" ? (
        <button
          type="button"
          className={styles["sure"]}
          // The finger is here already; elsewhere it means no.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onBlur={() => setDoing(null)}
          onClick={() => void conversations.remove(id).then(onRemoved)}
        >
          {words.removeSure}
        </button>
      ) : (
        <>
          <IconButton name={words.rename(title)} onClick={() => setDoing("rename")}>
            <PencilIcon />
          </IconButton>
          <IconButton name={words.remove(title)} onClick={() => setDoing("remove")}>
            <TrashIcon />
          </IconButton>
        </>
      )}
    </li>
  );
}

function Rename({ entry: { id, title }, onDone }: { entry: Entry; onDone: () => void }) {
  const words = useWords(DIALOGS);
  const { conversations } = usePlayground();
  const [text, setText] = useState(title);
  const save = () => {
    if (text.trim() !== "") void conversations.rename(id, text.trim());
    onDone();
  };
  const { handlers } = useEnter({ onEnter: save, onEscape: onDone });
  return (
    <li className={styles["entry"]}>
      <input
        className={styles["input"]}
        value={text}
        aria-label={words.titleOf}
        // It took the place of the button that was pressed.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={({ target }) => setText(target.value)}
        {...handlers}
      />
      <button type="button" className={styles["save"]} onClick={save}>
        {words.save}
      </button>
    </li>
  );
}

function toDate(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}
