import { type ReactNode, useId } from "react";

import { useWords } from "@/components/context/i18n";
import type { Parameters } from "@/lib/playground/conversation/types";
import type { Effect } from "@/lib/playground/inspector/parameter-effect";
import {
  type Field,
  ON_BY_DEFAULT,
  type ParameterName,
  unset,
  WIRE_NAMES,
} from "@/lib/playground/inspector/parameters";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import { FieldControl } from "./field-control";
import styles from "./field-row.module.css";

type Props = {
  field: Field;
  parameters: Parameters;
  onChange: (parameters: Parameters) => void;
  effect: Effect | null;
};

/** A parameter: whether it is sent, its value, what it does, and what becomes of it. */
export function FieldRow({ field, parameters, onChange, effect }: Props) {
  const t = useWords(PARAMETERS);
  const hintId = useId();
  const { name } = field;
  const isOn = ON_BY_DEFAULT.has(name) ? parameters[name] !== false : name in parameters;
  return (
    <div className={styles["row"]}>
      <label className={styles["label"]}>
        <input
          type="checkbox"
          className={styles["switch"]}
          checked={isOn}
          aria-describedby={hintId}
          onChange={() => onChange(toggle(field, parameters, isOn))}
        />
        {t[name]}
        <code className={styles["name"]}>{WIRE_NAMES[name]}</code>
      </label>
      {isOn && field.kind !== "flag" && (
        <div className={styles["control"]}>
          <FieldControl
            field={field}
            parameters={parameters}
            onChange={onChange}
            label={interpolate(t.value, { name: t[name] })}
          />
        </div>
      )}
      <p id={hintId} className={styles["hint"]}>
        {effect && <EffectText effect={effect} />}
        {t[`${name}Hint`]}
      </p>
    </div>
  );
}

function EffectText({ effect }: { effect: Effect }): ReactNode {
  const t = useWords(PARAMETERS);
  const { kind, ...facts } = effect;
  return (
    <strong className={styles["effect"]} data-kind={kind}>
      {interpolate(t[kind], { ...facts })}
    </strong>
  );
}

/** Where a field starts from when it is switched on. */
const STARTS: Partial<Record<ParameterName, Parameters>> = {
  system: { system: "" },
  stop: { stop: [] },
  reasoning_effort: { reasoning_effort: "none" },
  detail: { detail: "low" },
  web_search: { web_search: true },
  truncation: { truncation: "auto" },
  tools: { tools: "" },
  tool_choice: { tool_choice: "auto" },
  response_format: { response_format: "json_object" },
};

function toggle(field: Field, parameters: Parameters, isOn: boolean): Parameters {
  const { name } = field;
  if (field.kind === "flag" && ON_BY_DEFAULT.has(name)) {
    return isOn ? { ...parameters, [name]: false } : unset(parameters, name);
  }
  if (isOn) return unset(parameters, name);
  if (field.kind === "number") return { ...parameters, [name]: field.start };
  return { ...parameters, ...STARTS[name] };
}
