import type { Locale } from "@/lib/playground/page/locale";
import { PRIVACY } from "@/lib/playground/i18n/privacy";

import { Masthead } from "./masthead";
import styles from "./privacy.module.css";

/** For people who follow a wrong link; programs get JSON that says which base URL to use. */
export function NotFound({ locale }: { locale: Locale }) {
  const { notFound, notFoundLead, back } = PRIVACY[locale];
  return (
    <>
      {/* Next takes no metadata from a page that is not there. */}
      <title>{notFound}</title>
      <Masthead locale={locale} />
      <main className={styles["page"]}>
        <h1>{notFound}</h1>
        <p>{notFoundLead}</p>
        {/* oxlint-disable-next-line next/no-html-link-for-pages -- A page of text needs no script. */}
        <a href="/">{back}</a>
      </main>
    </>
  );
}
