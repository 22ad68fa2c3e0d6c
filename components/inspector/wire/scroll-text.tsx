import styles from "./scroll-text.module.css";

type Props = { id?: string; label: string; height?: number; children: string };

/** A long text in a box of its own. */
export function ScrollText({ id, label, height, children }: Props) {
  return (
    // The keyboard scrolls only what it can reach, and in Safari that is nothing by itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section id={id} aria-label={label} tabIndex={0} className={styles["box"]} style={{ height }}>
      <pre className={styles["text"]}>{children}</pre>
    </section>
  );
}
