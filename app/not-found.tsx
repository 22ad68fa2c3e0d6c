import { headers } from "next/headers";

import { NotFound } from "@/components/shell/not-found";
import { toPreferredLocale } from "@/lib/playground/page/locale";

/** In the browser's language: no proxy stands before this page. */
export default async function Page() {
  return <NotFound locale={toPreferredLocale((await headers()).get("accept-language"))} />;
}
