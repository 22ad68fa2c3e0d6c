import { useWords } from "@/components/context/i18n";
import type { Parameters } from "@/lib/playground/conversation/parameters";
import { PRESETS } from "@/lib/playground/i18n/presets";

import styles from "./presets.module.css";

type Props = { parameters: Parameters; onChange: (parameters: Parameters) => void };

/** Offers three system prompts; pressing one again removes it. */
export function Presets({ parameters, onChange }: Props) {
  const { label, presets } = useWords(PRESETS);
  const choose = (system: string) => {
    const { system: current, ...rest } = parameters;
    onChange(current === system ? rest : { ...rest, system });
  };
  return (
    <fieldset className={styles["presets"]}>
      <legend className="visually-hidden">{label}</legend>
      {presets.map(({ name, system }) => (
        <button
          key={name}
          type="button"
          className={styles["preset"]}
          aria-pressed={parameters.system === system}
          onClick={() => choose(system)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
