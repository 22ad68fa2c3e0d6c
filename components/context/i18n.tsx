"use client";

import { createContext, type ReactNode, use } from "react";

import type { Locale } from "@/lib/playground/page/locale";
import type { ChatWords } from "@/lib/playground/i18n/chat";

const LocaleContext = createContext<Locale>("zh-CN");
const ChatWordsContext = createContext<ChatWords | null>(null);

type Props = { locale: Locale; words?: ChatWords; children: ReactNode };

export function I18nProvider({ locale, words, children }: Props) {
  return (
    <LocaleContext value={locale}>
      <ChatWordsContext value={words ?? null}>{children}</ChatWordsContext>
    </LocaleContext>
  );
}

export function useLocale(): Locale {
  return use(LocaleContext);
}

/**
 * Returns the texts that are visible at once. They come with the page, in its language, and not
 * with the code.
 */
export function useChatWords(): ChatWords {
  const words = use(ChatWordsContext);
  if (!words) throw new Error("The page has come without its words.");
  return words;
}

/**
 * Returns the texts of one part of the page in the reader's language: `useWords(TURNS)`. Each part
 * has its own texts in `lib/playground/i18n/`, so that lazily loaded parts bring theirs along.
 */
export function useWords<Words>(words: Readonly<Record<Locale, Words>>): Words {
  return words[useLocale()];
}
