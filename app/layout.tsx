import type { Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

import { Document } from "@/components/document";
import { toPreferredLocale } from "@/lib/playground/locale";

import "./globals.css";

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const acceptLanguage = (await headers()).get("accept-language");
  return <Document preferred={toPreferredLocale(acceptLanguage)}>{children}</Document>;
}
