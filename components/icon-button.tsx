import type { ReactNode } from "react";

import styles from "./icon-button.module.css";

type Props = {
  name: string;
  /** Of a button that is on or off. */
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
};

/** A sign to press; its name is for ears and for a pointer that rests on it. */
export function IconButton({ name, isPressed, onClick, children }: Props) {
  return (
    <button
      type="button"
      className={styles["button"]}
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
