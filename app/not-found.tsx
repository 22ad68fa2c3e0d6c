import type { Metadata } from "next";
import { headers } from "next/headers";

import { NotFound } from "@/components/shell/not-found";
import { PRIVACY } from "@/lib/playground/i18n/privacy";
import { type Locale, toPreferredLocale } from "@/lib/playground/page/locale";

export default async function Page() {
  return <NotFound locale={await readPreferred()} />;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: PRIVACY[await readPreferred()].notFound };
}

/** No proxy stands before this page. */
async function readPreferred(): Promise<Locale> {
  return toPreferredLocale((await headers()).get("accept-language"));
}
