import { useId } from "react";

import type { CredentialMode } from "@/lib/playground/conversation/store";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./credentials-dialog.module.css";
import { useChat } from "../context/playground";
import { useWords } from "../context/i18n";

const MODES: readonly CredentialMode[] = ["server", "spark", "gateway"];

type Props = { mode: CredentialMode; onChange: (mode: CredentialMode) => void };

export function CredentialModes({ mode, onChange }: Props) {
  const words = useWords(DIALOGS);
  const gateway = useChat((state) => state.gateway);
  const id = useId();
  return (
    <fieldset className={styles["modes"]}>
      <legend className="visually-hidden">{words.credentials}</legend>
      {MODES.filter((name) => name !== "server" || gateway.access === "open").map((name) => (
        <label key={name} className={styles["mode"]} htmlFor={`${id}-${name}`}>
          <input
            type="radio"
            id={`${id}-${name}`}
            name={id}
            checked={mode === name}
            onChange={() => onChange(name)}
          />
          <strong>{words.credentialModes[name]}</strong>
          <span>
            {name === "server" && gateway.isSimulated
              ? words.simulatorNote
              : words.credentialNotes[name]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
