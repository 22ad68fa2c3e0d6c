import { useWords } from "@/components/context/i18n";
import type { HeaderLine } from "@/lib/playground/inspector/redact";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import styles from "./header-list.module.css";

/** The gateway's own headers are listed first. */
const OWN_HEADERS = /^(x-spark-|x-request-id|x-ratelimit-|retry-after)/;

export function HeaderList({ headers }: { headers: readonly HeaderLine[] }) {
  const t = useWords(INSPECTOR);
  const own = headers.filter(({ name }) => OWN_HEADERS.test(name));
  const others = headers.filter(({ name }) => !OWN_HEADERS.test(name));
  return (
    <dl className={styles["headers"]}>
      {[...own, ...others].map(({ name, value, isMasked }) => (
        <div key={name} className={styles["header"]}>
          <dt>{name}</dt>
          <dd>
            {value}
            {isMasked && <span className={styles["masked"]}>{t.masked}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
