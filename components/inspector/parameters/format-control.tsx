import { useWords } from "@/components/context/i18n";
import { findSchemaProblem } from "@/lib/playground/inspector/json-problem";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import styles from "./field-control.module.css";
import { JsonControl } from "./json-control";

type Props = {
  value: string;
  labels: { kind: string; schema: string };
  onChange: (value: string) => void;
};

const ANY_JSON = "json_object";

const EXAMPLE = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};

/** Chooses text, any JSON, or JSON by a schema. */
export function FormatControl({ value, labels, onChange }: Props) {
  const t = useWords(PARAMETERS);
  const isSchema = value !== ANY_JSON;
  return (
    <>
      <select
        className={styles["select"]}
        aria-label={labels.kind}
        value={isSchema ? "schema" : ANY_JSON}
        onChange={(event) =>
          onChange(event.target.value === ANY_JSON ? ANY_JSON : JSON.stringify(EXAMPLE, null, 2))
        }
      >
        <option value={ANY_JSON}>{t.formatJson}</option>
        <option value="schema">{t.formatSchema}</option>
      </select>
      {isSchema && (
        <JsonControl
          text={value}
          label={labels.schema}
          problem={findSchemaProblem(value)}
          onChange={onChange}
        />
      )}
    </>
  );
}
