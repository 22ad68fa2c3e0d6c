import { useDeferredValue, useEffect, useMemo, useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { type Day, groupByDay } from "@/lib/playground/conversation/days";
import { now } from "@/lib/playground/page/browser";
import { findExcerpt } from "@/lib/playground/storage/search";

import { useChat, usePlayground } from "../context/playground";

/** `excerpt` is the text around the match, if that is not in the title. */
export type Found = Entry & { excerpt?: string | null };

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

type Search = {
  days: Day<Found>[];
  /** Searches again for what is typed by now: the list shown may be one letter behind. */
  findFirst: () => Promise<Found | undefined>;
};

/**
 * Returns the conversations whose title or content matches, or all of them for an empty search.
 * Also groups them by day, with just deleted ones in their old places.
 */
export function useFound(wanted: string): Search {
  const { conversations } = usePlayground();
  const entries = useChat((state) => state.entries);
  const removed = useChat((state) => state.removed);
  const [texts, setTexts] = useState(NO_TEXTS);
  const needle = useDeferredValue(wanted.trim());
  const isSearching = needle !== "";
  useEffect(() => {
    // Read with the first letter, and again when a conversation was added or removed.
    if (isSearching) void conversations.readTexts(toIds(entries)).then(setTexts);
  }, [isSearching, conversations, entries]);
  const found = useMemo(() => findMatches(entries, needle, texts), [entries, needle, texts]);
  // While a conversation is being deleted, it is still in the list.
  const isKept = ({ id }: Found): boolean => removed.every((gone) => gone.id !== id);
  const kept = found.filter(isKept);
  return {
    days: groupByDay([...kept, ...(wanted === "" ? removed : [])], now()),
    async findFirst() {
      const all = await conversations.readTexts(toIds(entries));
      return findMatches(entries, wanted.trim(), all).find(isKept);
    },
  };
}

const toIds = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);

function findMatches(
  entries: readonly Entry[],
  needle: string,
  texts: ReadonlyMap<string, string>,
): readonly Found[] {
  if (needle === "") return entries;
  return entries.flatMap((entry): Found[] => {
    if (findExcerpt(entry.title, needle) !== null) return [entry];
    const excerpt = findExcerpt(texts.get(entry.id) ?? "", needle);
    return excerpt === null ? [] : [{ ...entry, excerpt }];
  });
}
