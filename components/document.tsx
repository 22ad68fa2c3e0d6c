"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

import { findLocale, LANGUAGE_TAGS, type Locale } from "@/lib/playground/locale";

type Props = { preferred: Locale; children: ReactNode };

/** The outermost element. On the client as well, since a layout on the server never sees `?lang=`. */
export function Document({ preferred, children }: Props) {
  const locale = findLocale(useSearchParams().get("lang")) ?? preferred;
  return (
    <html lang={LANGUAGE_TAGS[locale]}>
      <body>{children}</body>
    </html>
  );
}
