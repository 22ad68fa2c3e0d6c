import type { ReactNode, Ref } from "react";

import styles from "./icon-button.module.css";

type Props = {
  ref?: Ref<HTMLButtonElement>;
  name: string;
  /** For a button that is on or off. */
  isPressed?: boolean;
  /** For a button that shows or hides something. */
  isExpanded?: boolean;
  onClick: () => void;
  children: ReactNode;
};

/** Shows a button with only an icon. Its name is for screen readers and for its tooltip. */
export function IconButton({ ref, name, isPressed, isExpanded, onClick, children }: Props) {
  return (
    <button
      ref={ref}
      type="button"
      className={styles["button"]}
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
