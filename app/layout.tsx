import type { Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";

import { findLocale, LOCALE_HEADER, toPreferredLocale } from "@/lib/playground/page/locale";
import { readTheme, THEME_COOKIE } from "@/lib/playground/page/theme";

import "./globals.css";

export const viewport: Viewport = {
  colorScheme: "light dark",
  // A phone's keyboard pushes the composer up instead of covering it.
  interactiveWidget: "resizes-content",
  viewportFit: "cover",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const requested = await headers();
  const locale =
    findLocale(requested.get(LOCALE_HEADER)) ?? toPreferredLocale(requested.get("accept-language"));
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} data-theme={theme}>
      <body>{children}</body>
    </html>
  );
}
