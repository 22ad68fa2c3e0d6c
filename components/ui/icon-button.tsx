import type { ReactNode, Ref } from "react";

import styles from "./icon-button.module.css";

type Props = {
  ref?: Ref<HTMLButtonElement>;
  name: string;
  /** Of a button that is on or off. */
  isPressed?: boolean;
  /** Of a button that shows or hides something. */
  isExpanded?: boolean;
  onClick: () => void;
  children: ReactNode;
};

/** A sign to press; its name is for ears and for a pointer that rests on it. */
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
