import type { Metadata } from "next";
import { headers } from "next/headers";

import { FrontPage } from "@/components/front-page";
import { DICTIONARY } from "@/lib/playground/dictionary";
import { findLocale, type Locale, toPreferredLocale } from "@/lib/playground/locale";
import { toOrigin } from "@/lib/playground/origin";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  return <FrontPage locale={await readLocale(searchParams)} origin={toOrigin(await headers())} />;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { title, lead } = DICTIONARY[await readLocale(searchParams)];
  return { title, description: lead };
}

async function readLocale(searchParams: Props["searchParams"]): Promise<Locale> {
  const asked = [(await searchParams)["lang"]].flat()[0];
  return findLocale(asked) ?? toPreferredLocale((await headers()).get("accept-language"));
}
