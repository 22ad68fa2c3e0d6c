import styles from "./scroll-text.module.css";

type Props = { id?: string; label: string; height?: number; children: string };

/** Shows a long text in a scrollable box. */
export function ScrollText({ id, label, height, children }: Props) {
  return (
    // The keyboard scrolls only what is focusable, and Safari makes no such box focusable by
    // itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section id={id} aria-label={label} tabIndex={0} className={styles["box"]} style={{ height }}>
      <pre className={styles["text"]}>{children}</pre>
    </section>
  );
}
