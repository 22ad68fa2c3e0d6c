import { DICTIONARY } from "@/lib/playground/dictionary";
import type { Locale } from "@/lib/playground/locale";

import { Chat } from "./chat";
import { Connection } from "./connection";
import styles from "./front-page.module.css";
import { Masthead } from "./masthead";

/** What this is and how to connect; beside it, the proof. */
export function FrontPage({ locale, origin }: { locale: Locale; origin: string }) {
  const words = DICTIONARY[locale];
  return (
    <>
      <Masthead locale={locale} words={words} />
      <main className={styles["main"]}>
        <div className={styles["reading"]}>
          <h1>{words.title}</h1>
          <p className={styles["lead"]}>{words.lead}</p>
          <Connection origin={origin} words={words} />
        </div>
        <Chat words={words} />
      </main>
    </>
  );
}
