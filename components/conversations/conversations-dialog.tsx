import { useEffect, useRef } from "react";

import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import { useWords } from "../context/i18n";
import { ThemeSwitch } from "../ui/theme-switch";
import { Dialog } from "../ui/dialog";
import styles from "./list.module.css";
import { ConversationList } from "./list";

type Props = {
  /** True if the reader wants to search. */
  isSearching: boolean;
  onClose: () => void;
};

/** Shows the list over the page, from its left edge. */
export function ConversationsDialog({ isSearching, onClose }: Props) {
  const words = useWords(CONVERSATIONS);
  const searchBox = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isSearching) searchBox.current?.focus();
  }, [isSearching]);
  return (
    <Dialog title={words.conversations} place="side" onClose={onClose}>
      <ConversationList searchBox={searchBox} onDone={onClose} />
      {/* Shown here if the page's header has no room for it. */}
      <div className={styles["foot"]}>
        <ThemeSwitch />
      </div>
    </Dialog>
  );
}
