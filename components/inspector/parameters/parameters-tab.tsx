import { useWords } from "@/components/context/i18n";
import { listGroups, type Parameters } from "@/lib/playground/conversation/parameters";
import type { Variant } from "@/lib/playground/conversation/types";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import { findEffect, findLack } from "@/lib/playground/inspector/parameter-effect";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import { FieldRow } from "./field-row";
import styles from "./parameters-tab.module.css";

type Props = {
  parameters: Parameters;
  onChange: (parameters: Parameters) => void;
  isReadOnly: boolean;
  model: ModelInfo | null;
  answer: Pick<Variant, "model" | "report"> | null;
};

/** Shows all parameters. Those that are not switched on are not sent. */
export function ParametersTab({ parameters, onChange, isReadOnly, model, answer }: Props) {
  const t = useWords(PARAMETERS);
  const isDefault = Object.keys(parameters).length === 0;
  return (
    <fieldset className={styles["tab"]} disabled={isReadOnly}>
      <div className={styles["head"]}>
        <p className={styles["note"]}>{isDefault && t.allDefault}</p>
        <button
          type="button"
          className={styles["reset"]}
          disabled={isDefault}
          onClick={() => onChange({})}
        >
          {t.reset}
        </button>
      </div>
      {listGroups(model?.kind ?? "chat").map(({ name, fields }) => (
        <fieldset key={name} className={styles["group"]}>
          <legend className={styles["legend"]}>{t[name]}</legend>
          {fields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              parameters={parameters}
              onChange={onChange}
              model={model}
              effect={findEffect(field, parameters, { model, answer })}
              lack={findLack(field, model)}
            />
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}
