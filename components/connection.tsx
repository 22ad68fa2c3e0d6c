import { KEY_FORM, toCurl } from "@/lib/playground/curl";
import type { Words } from "@/lib/playground/dictionary";

import styles from "./connection.module.css";
import { CopyButton } from "./copy-button";

/** The two lines that a client needs, and a command that needs no client. */
export function Connection({ origin, words }: { origin: string; words: Words }) {
  return (
    <section aria-labelledby="connect">
      <h2 id="connect">{words.connect}</h2>
      <dl className={styles["lines"]}>
        <Line name={words.baseUrl} value={`${origin}/v1`} words={words} />
        <Line name={words.apiKey} value={KEY_FORM} words={words} note={words.keyForms} />
        <Line name={words.curl} value={toCurl(origin, words.curlQuestion)} words={words} />
      </dl>
    </section>
  );
}

type LineProps = { name: string; value: string; note?: string; words: Words };

function Line({ name, value, note, words }: LineProps) {
  return (
    <div className={styles["line"]}>
      <dt>{name}</dt>
      <dd className={styles["copy"]}>
        <CopyButton name={name} value={value} words={words} />
      </dd>
      <dd>
        <code className={styles["value"]}>{value}</code>
      </dd>
      {note && <dd className={styles["note"]}>{note}</dd>}
    </div>
  );
}
