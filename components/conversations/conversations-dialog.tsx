import { useEffect, useRef } from "react";

import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import { useWords } from "../context/i18n";
import { ThemeSwitch } from "../ui/theme-switch";
import { Dialog } from "../ui/dialog";
import styles from "./list.module.css";
import { ConversationList } from "./list";

type Props = {
  /** The reader wants to find something. */
  isSearching: boolean;
  onClose: () => void;
};

/** The list over the page, from its side. */
export function ConversationsDialog({ isSearching, onClose }: Props) {
  const words = useWords(CONVERSATIONS);
  const searchBox = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isSearching) searchBox.current?.focus();
  }, [isSearching]);
  return (
    <Dialog title={words.conversations} place="side" onClose={onClose}>
      <ConversationList searchBox={searchBox} onDone={onClose} />
      {/* Where the head of the page has no room for it. */}
      <div className={styles["foot"]}>
        <ThemeSwitch />
      </div>
    </Dialog>
  );
}
