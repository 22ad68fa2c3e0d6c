import { useState } from "react";

import { keepCookie } from "@/lib/playground/page/cookie";
import { LIST_COOKIE } from "@/lib/playground/page/list-cookie";

import { useIsRoomy } from "../context/use-media";

export type ListState = {
  /** True if the list is a column beside the conversation; otherwise it is a dialog. */
  isColumn: boolean;
  isOpen: boolean;
  /** How often a search was begun since the list was opened. */
  searches: number;
  /** Shows or hides the list in either form. */
  toggle: () => void;
  search: () => void;
};

type Options = { isOpenAtFirst: boolean; onDialog: (name: "conversations" | "search") => void };

/** Returns where the list of conversations is, and whether it is visible. */
export function useList({ isOpenAtFirst, onDialog }: Options): ListState {
  const isColumn = useIsRoomy();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const [searches, setSearches] = useState(0);
  const set = (next: boolean) => {
    keepCookie(LIST_COOKIE, next ? "open" : "closed");
    setIsOpen(next);
  };
  return {
    isColumn,
    isOpen,
    searches,
    toggle: () => {
      if (!isColumn) return onDialog("conversations");
      setSearches(0);
      set(!isOpen);
    },
    search: () => {
      if (!isColumn) return onDialog("search");
      if (!isOpen) set(true);
      setSearches((count) => count + 1);
    },
  };
}
