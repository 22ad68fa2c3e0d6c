import { CHAT } from "@/lib/playground/i18n/chat";
import type { Locale } from "@/lib/playground/page/locale";

import { SparkIcon } from "../ui/icons";
import styles from "./header.module.css";

type Props = {
  locale: Locale;
  /** True if the address can choose the language. */
  hasLanguages?: boolean;
};

/** Shows the head of a page of text: its site, and the way back. It needs no script. */
export function Masthead({ locale, hasLanguages = false }: Props) {
  const { name, language } = CHAT[locale];
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return (
    <header className={styles["header"]} data-plain>
      {/* oxlint-disable-next-line next/no-html-link-for-pages -- A page of text needs no script. */}
      <a className={styles["home"]} href="/">
        <SparkIcon />
        {name}
      </a>
      <span className={styles["gap"]} />
      {hasLanguages && (
        <a className={styles["language"]} href={`?lang=${other}`} lang={other} hrefLang={other}>
          {language}
        </a>
      )}
    </header>
  );
}
