import { type ReactNode, useId } from "react";

import { useWords } from "@/components/context/i18n";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import { type Field, type Parameters, toWireName } from "@/lib/playground/conversation/parameters";
import type { Effect } from "@/lib/playground/inspector/parameter-effect";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

import { FieldControl } from "./field-control";
import styles from "./field-row.module.css";
import { Presets } from "./presets";

type Props = {
  field: Field;
  parameters: Parameters;
  onChange: (parameters: Parameters) => void;
  /** The chosen model; null until the list has loaded. */
  model: ModelInfo | null;
  effect: Effect | null;
  /** What the model does with the parameter in any case; null if it supports it. */
  lack: "unused" | "refused" | null;
};

/** Shows a parameter: whether it is sent, its value, its meaning, and its effect. */
export function FieldRow({ field, parameters, onChange, model, effect, lack }: Props) {
  const t = useWords(PARAMETERS);
  const hintId = useId();
  const { name } = field;
  const words = (model?.kind === "image" && field.imageWords) || name;
  // A parameter that starts at false is on until it is switched off.
  const isOnByDefault = field.start === false;
  const isOn = isOnByDefault ? parameters[name] !== false : name in parameters;
  const toggle = () => {
    const { [name]: _, ...rest } = parameters;
    onChange(isOn === isOnByDefault ? { ...rest, [name]: field.start } : rest);
  };
  return (
    <div className={styles["row"]} data-lacking={lack !== null && !isOn}>
      <label className={styles["label"]}>
        <input
          type="checkbox"
          className={styles["switch"]}
          checked={isOn}
          aria-describedby={hintId}
          onChange={toggle}
        />
        {t[words]}
        <code className={styles["name"]}>{toWireName(field)}</code>
      </label>
      {isOn && field.kind !== "flag" && (
        <div className={styles["control"]}>
          <FieldControl
            field={field}
            parameters={parameters}
            onChange={onChange}
            sizes={model?.sizes ?? []}
            label={interpolate(t.value, { name: t[words] })}
          />
        </div>
      )}
      {name === "system" && <Presets parameters={parameters} onChange={onChange} />}
      <p id={hintId} className={styles["hint"]}>
        <Fate effect={effect} lack={isOn ? null : lack} />
        {t[`${words}Hint`]}
      </p>
    </div>
  );
}

/** Shows the effect of a parameter with its current value, or the effect that it would have. */
function Fate({ effect, lack }: Pick<Props, "effect" | "lack">): ReactNode {
  const t = useWords(PARAMETERS);
  if (effect) return <EffectText effect={effect} />;
  return lack && <span className={styles["lack"]}>{t[lack]}</span>;
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
