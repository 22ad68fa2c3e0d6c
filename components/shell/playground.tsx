"use client";

import { useState } from "react";

import { keepCookie } from "@/lib/playground/page/cookie";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import { type Locale, LOCALE_COOKIE } from "@/lib/playground/page/locale";
import type { GatewayFacts } from "@/lib/playground/page/gateway-facts";
import type { Theme } from "@/lib/playground/page/theme";
import type { ChatWords } from "@/lib/playground/i18n/chat";

import { createPart } from "../ui/use-lazy-module";
import { PlaygroundProvider } from "../context/playground";
import { Shell } from "./shell";
import { I18nProvider } from "../context/i18n";

const CHAT_WORDS = createPart(() => import("@/lib/playground/i18n/chat"));

type Props = {
  locale: Locale;
  /** The texts of that language. */
  words: ChatWords;
  theme: Theme;
  isListOpen: boolean;
  origin: string;
  gateway: GatewayFacts;
  /** The gateway's models, so that the picker works before any script has fetched them. */
  models: readonly ModelInfo[];
  conversationId: string | null;
};

/** The page: an ordinary OpenAI client that shows what it does. */
export function Playground({
  gateway,
  models,
  locale: firstLocale,
  words: firstWords,
  ...page
}: Props) {
  // Changed in place, because a new page would interrupt a running answer.
  const [{ locale, words }, setLanguage] = useState({
    locale: firstLocale,
    words: firstWords,
  });
  const changeLocale = async (next: Locale): Promise<void> => {
    const late = CHAT_WORDS.loaded ?? (await CHAT_WORDS.load().catch(() => undefined));
    // The browser is offline, so the page keeps its language.
    if (!late) return;
    keepCookie(LOCALE_COOKIE, next);
    document.documentElement.lang = next;
    setLanguage({ locale: next, words: late.CHAT[next] });
  };
  return (
    <I18nProvider locale={locale} words={words}>
      <PlaygroundProvider gateway={gateway} models={models}>
        <Shell {...page} onLocale={changeLocale} />
      </PlaygroundProvider>
    </I18nProvider>
  );
}
