import { useWords } from "@/components/context/i18n";
import type { WireRequest } from "@/lib/playground/inspector/log";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { HeaderList } from "./header-list";
import styles from "./request-view.module.css";
import { ScrollText } from "./scroll-text";

export function RequestView({ request }: { request: WireRequest }) {
  const t = useWords(INSPECTOR);
  const { method, url, headers, body } = request;
  return (
    <>
      <p className={styles["first"]}>{`${method} ${url}`}</p>
      <p className={styles["title"]}>{t.requestHeaders}</p>
      <HeaderList headers={headers} />
      <p className={styles["title"]}>{t.requestBody}</p>
      <ScrollText label={t.requestBody}>{JSON.stringify(body, null, 2)}</ScrollText>
    </>
  );
}
