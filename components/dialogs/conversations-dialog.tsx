import { useEffect, useRef, useState } from "react";

import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import { ConversationEntry } from "./conversation-entry";
import { ConversationExport } from "./conversation-export";
import styles from "./conversations-dialog.module.css";
import { Dialog } from "../ui/dialog";
import { PlusIcon } from "../ui/icons";
import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";

/** What has been asked before, newest first. */
export function ConversationsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(DIALOGS);
  const { conversations } = usePlayground();
  const entries = useChat((state) => state.entries);
  const currentId = useChat(({ conversation }) => conversation.id);
  const [wanted, setWanted] = useState("");
  const beginButton = useRef<HTMLButtonElement>(null);
  useEffect(() => void conversations.list(), [conversations]);
  const found = entries.filter(({ title }) => matches(title, wanted));
  const openEntry = (id: string) => {
    void conversations.open(id);
    onClose();
  };
  const begin = () => {
    void conversations.begin();
    onClose();
  };
  const catchFocus = () => {
    // It went with the button that was pressed, unless something else has taken it.
    if (document.activeElement === document.body) beginButton.current?.focus();
  };
  return (
    <Dialog title={words.conversations} place="side" onClose={onClose}>
      <button ref={beginButton} type="button" className={styles["begin"]} onClick={begin}>
        <PlusIcon /> {words.newConversation}
      </button>
      {entries.length > 0 && (
        <input
          type="search"
          className={styles["input"]}
          value={wanted}
          aria-label={words.search}
          placeholder={words.search}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      <ul className={styles["entries"]}>
        {found.map((entry) => (
          <ConversationEntry
            key={entry.id}
            entry={entry}
            isCurrent={entry.id === currentId}
            onOpen={openEntry}
            onRemoved={catchFocus}
          />
        ))}
      </ul>
      {found.length === 0 && (
        <p className={styles["note"]}>
          {entries.length === 0 ? words.noConversations : words.nothingFound}
        </p>
      )}
      {currentId !== "" && <ConversationExport />}
    </Dialog>
  );
}

function matches(title: string, wanted: string): boolean {
  return title.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());
}
