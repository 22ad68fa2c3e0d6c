import { headers } from "next/headers";

import { findLocale, type Locale, LOCALE_HEADER } from "./locale";

/** Returns the language that `proxy.ts` has chosen for this page view. */
export async function readLocale(): Promise<Locale> {
  return findLocale((await headers()).get(LOCALE_HEADER)) ?? "zh-CN";
}
