import type { Locale } from "@/lib/playground/page/locale";
import { PRIVACY } from "@/lib/playground/i18n/privacy";

import { Masthead } from "./masthead";
import styles from "./privacy.module.css";

/** Explains where messages go and where they are stored. */
export function Privacy({ locale }: { locale: Locale }) {
  const { title, lead, back, sections } = PRIVACY[locale];
  return (
    <>
      <Masthead locale={locale} hasLanguages />
      <main className={styles["page"]}>
        <h1>{title}</h1>
        <p>{lead}</p>
        {sections.map((section) => (
          <section key={section.title}>
            <h2>{section.title}</h2>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        {/* oxlint-disable-next-line next/no-html-link-for-pages -- A page of text needs no script. */}
        <a href="/">{back}</a>
      </main>
    </>
  );
}
