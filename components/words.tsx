"use client";

import { createContext, type ReactNode, use } from "react";

import type { Locale } from "@/lib/playground/locale";

const LocaleContext = createContext<Locale>("zh-CN");

export function WordsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export function useLocale(): Locale {
  return use(LocaleContext);
}

/**
 * The texts of one part of the page in the reader's language: `useWords(CHAT)`. Each part brings
 * its own, from `lib/playground/words/`, so that what is loaded late brings its words along.
 */
export function useWords<Words>(words: Readonly<Record<Locale, Words>>): Words {
  return words[useLocale()];
}
