import { useWords } from "@/components/context/i18n";
import { toOffset } from "@/lib/playground/inspector/export-log";
import type { WireResponse } from "@/lib/playground/inspector/log";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { HeaderList } from "./header-list";
import styles from "./request-view.module.css";

export function HeadersView({ response }: { response: WireResponse | null }) {
  const t = useWords(INSPECTOR);
  if (!response) return <p className={styles["note"]}>{t.noResponse}</p>;
  const { status, statusText, headers, atMs } = response;
  return (
    <>
      <p className={styles["first"]}>
        {`${status} ${statusText}`.trim()} <span className={styles["time"]}>{toOffset(atMs)}</span>
      </p>
      <HeaderList headers={headers} />
    </>
  );
}
