import type { ReactNode, Ref } from "react";

import styles from "./icon-button.module.css";

type Props = {
  ref?: Ref<HTMLButtonElement>;
  name: string;
  /** Of a button that is on or off. */
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
};

/** A sign to press; its name is for ears and for a pointer that rests on it. */
export function IconButton({ ref, name, isPressed, onClick, children }: Props) {
  return (
    <button
      ref={ref}
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
