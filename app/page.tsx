import type { Metadata } from "next";
import { cookies, headers } from "next/headers";

import { Playground } from "@/components/playground";
import { findLocale, type Locale, LOCALE_HEADER } from "@/lib/playground/locale";
import { toOrigin } from "@/lib/playground/origin";
import { readTheme, THEME_COOKIE } from "@/lib/playground/theme";
import { CHAT } from "@/lib/playground/words/chat";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { c: conversationId } = await searchParams;
  const requested = await headers();
  return (
    <Playground
      locale={await readLocale()}
      theme={readTheme((await cookies()).get(THEME_COOKIE)?.value)}
      origin={toOrigin(requested)}
      conversationId={typeof conversationId === "string" ? conversationId : null}
    />
  );
}

export async function generateMetadata(): Promise<Metadata> {
  const { title, lead } = CHAT[await readLocale()];
  return { title, description: lead };
}

async function readLocale(): Promise<Locale> {
  return findLocale((await headers()).get(LOCALE_HEADER)) ?? "zh-CN";
}
