import { useWords } from "@/components/context/i18n";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { CopyAction } from "../ui/copy-action";
import styles from "./code-tab.module.css";

type Props = {
  install: string | null;
  isWrapped: boolean;
  onWrap: (isWrapped: boolean) => void;
  copy: { label: string; read: () => string };
};

/** Shows what has to be installed, and the actions for the code below. */
export function CodeHead({ install, isWrapped, onWrap, copy }: Props) {
  const t = useWords(INSPECTOR);
  return (
    <div className={styles["head"]}>
      {install && <code className={styles["install"]}>{install}</code>}
      <button
        type="button"
        className={styles["wrap"]}
        aria-pressed={isWrapped}
        onClick={() => onWrap(!isWrapped)}
      >
        {t.wrap}
      </button>
      <CopyAction {...copy} />
    </div>
  );
}
