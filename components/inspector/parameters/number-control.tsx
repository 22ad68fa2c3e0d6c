import { useId, useState } from "react";

import { useWords } from "@/components/context/i18n";
import type { NumberField } from "@/lib/playground/conversation/parameters";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import styles from "./field-control.module.css";

type Props = {
  field: NumberField;
  value: number;
  label: string;
  onChange: (value: number) => void;
};

/**
 * Edits a number. It accepts values that the gateway would reject, with a warning, because the
 * reader may want to see the rejection.
 */
export function NumberControl({ field, value, label, onChange }: Props) {
  const t = useWords(PARAMETERS);
  const problemId = useId();
  // While it is being typed, the text may not be a number yet, or be an unusual form of one.
  const [draft, setDraft] = useState<string | null>(null);
  const { min, max, step, isScale } = field;
  const problem = findProblem(field, value);
  return (
    <>
      <span className={styles["number"]}>
        {isScale && (
          <input
            type="range"
            className={styles["range"]}
            aria-label={label}
            {...{ min, max, step, value }}
            onChange={(event) => onChange(event.target.valueAsNumber)}
          />
        )}
        <input
          type="number"
          inputMode="decimal"
          className={styles["digits"]}
          aria-label={label}
          aria-invalid={problem !== null}
          aria-describedby={problem ? problemId : undefined}
          step={step}
          value={draft ?? value}
          onBlur={() => setDraft(null)}
          onChange={(event) => {
            const { value: typed, valueAsNumber } = event.target;
            setDraft(typed);
            if (!Number.isNaN(valueAsNumber)) onChange(valueAsNumber);
          }}
        />
      </span>
      {problem && (
        <p id={problemId} className={styles["problem"]}>
          {interpolate(t[problem], { min, max })}
        </p>
      )}
    </>
  );
}

function findProblem(
  { min, max, step }: NumberField,
  value: number,
): "between" | "atLeast" | "whole" | null {
  if (value < min || value > max) return max === Infinity ? "atLeast" : "between";
  return step === 1 && !Number.isInteger(value) ? "whole" : null;
}
