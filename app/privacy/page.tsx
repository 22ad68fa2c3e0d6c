import type { Metadata } from "next";

import { Privacy } from "@/components/shell/privacy";
import { readLocale } from "@/lib/playground/page/read-locale";
import { PRIVACY } from "@/lib/playground/i18n/privacy";

export default async function Page() {
  return <Privacy locale={await readLocale()} />;
}

export async function generateMetadata(): Promise<Metadata> {
  const { title, lead } = PRIVACY[await readLocale()];
  return { title, description: lead };
}
