import { useDeferredValue, useEffect, useMemo, useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { findExcerpt } from "@/lib/playground/storage/search";

import { useChat, usePlayground } from "../context/playground";

/** `excerpt`: where it was found, if not in the title. */
type Found = Entry & { excerpt?: string | null };

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/** The conversations whose title or contents hold what is wanted; all of them where nothing is. */
export function useFound(wanted: string): readonly Found[] {
  const { conversations } = usePlayground();
  const entries = useChat((state) => state.entries);
  const [texts, setTexts] = useState(NO_TEXTS);
  const needle = useDeferredValue(wanted.trim());
  const isSearching = needle !== "";
  useEffect(() => {
    // Read with the first letter, and anew where a conversation has come or gone.
    const ids = entries.map(({ id }) => id);
    if (isSearching) void conversations.readTexts(ids).then(setTexts);
  }, [isSearching, conversations, entries]);
  return useMemo(() => {
    if (needle === "") return entries;
    return entries.flatMap((entry): Found[] => {
      if (findExcerpt(entry.title, needle) !== null) return [entry];
      const excerpt = findExcerpt(texts.get(entry.id) ?? "", needle);
      return excerpt === null ? [] : [{ ...entry, excerpt }];
    });
  }, [entries, needle, texts]);
}
