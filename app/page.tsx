import type { Metadata } from "next";
import { cookies, headers } from "next/headers";

import { Playground } from "@/components/shell/playground";
import { listPageModels } from "@/lib/gateway/server/list-page-models";
import { readPageFacts } from "@/lib/gateway/server/page-facts";
import { readModels } from "@/lib/playground/api/models";
import { toOrigin } from "@/lib/playground/page/origin";
import { LIST_COOKIE, readListCookie } from "@/lib/playground/page/list-cookie";
import { readLocale } from "@/lib/playground/page/read-locale";
import { readTheme, THEME_COOKIE } from "@/lib/playground/page/theme";
import { CHAT } from "@/lib/playground/i18n/chat";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { c: conversationId } = await searchParams;
  const requested = await headers();
  const kept = await cookies();
  const locale = await readLocale();
  return (
    <Playground
      locale={locale}
      words={CHAT[locale]}
      theme={readTheme(kept.get(THEME_COOKIE)?.value)}
      isListOpen={readListCookie(kept.get(LIST_COOKIE)?.value)}
      origin={toOrigin(requested)}
      gateway={readPageFacts()}
      models={readModels(listPageModels())}
      conversationId={typeof conversationId === "string" ? conversationId : null}
    />
  );
}

export async function generateMetadata(): Promise<Metadata> {
  const { title, lead } = CHAT[await readLocale()];
  return { title, description: lead };
}
