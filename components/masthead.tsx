import type { Words } from "@/lib/playground/dictionary";
import { LANGUAGE_TAGS, type Locale } from "@/lib/playground/locale";

import styles from "./masthead.module.css";

export function Masthead({ locale, words }: { locale: Locale; words: Words }) {
  const other = locale === "zh" ? "en" : "zh";
  return (
    <header className={styles["masthead"]}>
      <span className={styles["name"]}>
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d="M12 1c.9 6.6 4.4 10.1 11 11-6.6.9-10.1 4.4-11 11-.9-6.6-4.4-10.1-11-11 6.6-.9 10.1-4.4 11-11Z" />
        </svg>
        Spark API Gateway
      </span>
      <a href={`?lang=${other}`} lang={LANGUAGE_TAGS[other]} hrefLang={LANGUAGE_TAGS[other]}>
        {words.otherLanguage}
      </a>
    </header>
  );
}
