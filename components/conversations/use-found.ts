import { useDeferredValue, useEffect, useMemo, useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { type Day, groupByDay } from "@/lib/playground/conversation/days";
import { now } from "@/lib/playground/page/browser";
import { findExcerpt } from "@/lib/playground/storage/search";

import { useChat, usePlayground } from "../context/playground";

/** `excerpt` is the text around the match, if that is not in the title. */
export type Found = Entry & { excerpt?: string | null };

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/**
 * Returns the conversations whose title or content matches, or all of them for an empty search.
 * Also groups them by day, with just deleted ones in their old places.
 */
export function useFound(wanted: string): { found: readonly Found[]; days: Day<Found>[] } {
  const removed = useChat((state) => state.removed);
  const found = useEntries(wanted);
  // While a conversation is being deleted, it is still in the list.
  const kept = found.filter(({ id }) => removed.every((gone) => gone.id !== id));
  return { found: kept, days: groupByDay([...kept, ...(wanted === "" ? removed : [])], now()) };
}

function useEntries(wanted: string): readonly Found[] {
  const { conversations } = usePlayground();
  const entries = useChat((state) => state.entries);
  const [texts, setTexts] = useState(NO_TEXTS);
  const needle = useDeferredValue(wanted.trim());
  const isSearching = needle !== "";
  useEffect(() => {
    // Read with the first letter, and again when a conversation was added or removed.
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
