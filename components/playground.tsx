"use client";

import { useState } from "react";

import type { Locale } from "@/lib/playground/locale";
import type { Theme } from "@/lib/playground/theme";

import { PlaygroundProvider } from "./playground-context";
import { Shell } from "./shell";
import { WordsProvider } from "./words";

type Props = { locale: Locale; theme: Theme; origin: string; conversationId: string | null };

/** The page: an OpenAI client like any other, that shows what it does. */
export function Playground({ locale: initial, theme, origin, conversationId }: Props) {
  // Changed in place: a new page would break off the answer that is on its way.
  const [locale, setLocale] = useState(initial);
  return (
    <WordsProvider locale={locale}>
      <PlaygroundProvider>
        <Shell theme={theme} origin={origin} conversationId={conversationId} onLocale={setLocale} />
      </PlaygroundProvider>
    </WordsProvider>
  );
}
