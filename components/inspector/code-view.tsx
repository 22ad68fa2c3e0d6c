import styles from "./code-view.module.css";
import { ColouredCode } from "../markdown/coloured-code";
import { Scrollable } from "../ui/scrollable";

type Props = { label: string; grammar: string; isWrapped: boolean; code: string };

/** Code to be read before it is copied: in colour, with its long lines as the reader wants them. */
export function CodeView({ label, grammar, isWrapped, code }: Props) {
  return (
    <Scrollable label={label} isLandmark className={styles["box"]}>
      <pre className={styles["code"]} data-wrapped={isWrapped}>
        <ColouredCode grammar={grammar} code={code} />
      </pre>
    </Scrollable>
  );
}
