import styles from "./code-view.module.css";
import { ColouredCode } from "../markdown/coloured-code";

type Props = { label: string; grammar: string; isWrapped: boolean; code: string };

/** Code to be read before it is copied: in colour, with its long lines as the reader wants them. */
export function CodeView({ label, grammar, isWrapped, code }: Props) {
  return (
    // The keyboard scrolls only what it can reach, and in Safari that is nothing by itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className={styles["box"]}>
      <pre className={styles["code"]} data-wrapped={isWrapped}>
        <ColouredCode grammar={grammar} code={code} />
      </pre>
    </section>
  );
}
