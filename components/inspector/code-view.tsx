import styles from "./code-view.module.css";
import { ColouredCode } from "../markdown/coloured-code";
import { Scrollable } from "../ui/scrollable";

type Props = { label: string; grammar: string; isWrapped: boolean; code: string };

/** Shows code for reading before it is copied: coloured, and wrapped if the reader wants that. */
export function CodeView({ label, grammar, isWrapped, code }: Props) {
  return (
    <Scrollable label={label} isLandmark className={styles["box"]}>
      <pre className={styles["code"]} data-wrapped={isWrapped}>
        <ColouredCode grammar={grammar} code={code} />
      </pre>
    </Scrollable>
  );
}
