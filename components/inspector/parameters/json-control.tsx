import { useId } from "react";

import { useWords } from "@/components/context/i18n";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import type { JsonProblem } from "@/lib/playground/inspector/json-problem";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import styles from "./field-control.module.css";

type Props = {
  text: string;
  label: string;
  problem: JsonProblem | null;
  onChange: (text: string) => void;
};

/** Edits JSON and shows what is wrong with it while it is typed. */
export function JsonControl({ text, label, problem, onChange }: Props) {
  const problemId = useId();
  return (
    <>
      <textarea
        className={styles["json"]}
        rows={6}
        spellCheck={false}
        autoCapitalize="off"
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problemId}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={problemId} className={styles["problem"]} aria-live="polite">
        {problem && <Problem problem={problem} />}
      </p>
    </>
  );
}

function Problem({ problem }: { problem: JsonProblem }) {
  const t = useWords(PARAMETERS);
  switch (problem.kind) {
    case "notJson": {
      const { line, detail } = problem;
      return line === null
        ? interpolate(t.notJson, { detail })
        : interpolate(t.notJsonAt, { line, detail });
    }
    case "notList":
    case "notObject":
      return t[problem.kind];
    case "notFunction":
    case "badName":
      return interpolate(t[problem.kind], { place: problem.place });
    case "sameName":
      return interpolate(t.sameName, { name: problem.name });
  }
}
