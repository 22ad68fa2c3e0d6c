import { useState } from "react";

import type { CredentialMode } from "@/lib/playground/conversation/store";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import {
  CredentialFields,
  type CredentialTexts,
  EMPTY_TEXTS,
  toCredentials,
} from "./credential-fields";
import { CredentialModes } from "./credential-modes";
import { CredentialTest } from "./credential-test";
import styles from "./credentials-dialog.module.css";
import { Dialog } from "../ui/dialog";
import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";

/** Whose app pays. What is typed here leaves for the gateway alone, as the client's key. */
export function CredentialsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(DIALOGS);
  const { credentials: actions } = usePlayground();
  const current = useChat(({ credentials }) => credentials);
  const [mode, setMode] = useState<CredentialMode>(current.mode);
  const [texts, setTexts] = useState<CredentialTexts>({ ...EMPTY_TEXTS, ...current });
  const [isRemembered, setIsRemembered] = useState(actions.areRemembered);
  const [note, setNote] = useState<string | null>(null);

  const credentials = toCredentials(mode, texts);
  const missing = mode === "spark" ? words.missing : words.missingKey;
  const use = () => {
    if (!credentials) return setNote(missing);
    actions.use(credentials, isRemembered);
    onClose();
  };
  const forget = () => {
    actions.forget();
    setMode("server");
    setTexts(EMPTY_TEXTS);
    setIsRemembered(false);
    setNote(words.forgotten);
  };
  const type = (next: CredentialTexts) => {
    setTexts(next);
    setNote(null);
  };
  const change = (next: CredentialMode) => {
    setMode(next);
    setNote(null);
  };
  return (
    <Dialog title={words.credentials} onClose={onClose}>
      <CredentialModes mode={mode} onChange={change} />
      <CredentialFields mode={mode} texts={texts} onChange={type} onEnter={use} />
      {mode !== "server" && <Remember isRemembered={isRemembered} onChange={setIsRemembered} />}
      {note !== null && (
        <p role="alert" className={styles["note"]}>
          {note}
        </p>
      )}
      <CredentialTest credentials={credentials} onMissing={() => setNote(missing)}>
        <button type="button" className={styles["button"]} onClick={forget}>
          {words.forget}
        </button>
        <button type="button" className={styles["primary"]} onClick={use}>
          {words.use}
        </button>
      </CredentialTest>
    </Dialog>
  );
}

type RememberProps = { isRemembered: boolean; onChange: (isRemembered: boolean) => void };

/** Where they stay; beyond this tab only on request, and with what that means. */
function Remember({ isRemembered, onChange }: RememberProps) {
  const words = useWords(DIALOGS);
  return (
    <>
      <label className={styles["remember"]}>
        <input
          type="checkbox"
          checked={isRemembered}
          onChange={({ target }) => onChange(target.checked)}
        />
        {words.remember}
      </label>
      <p className={styles["note"]} data-warning={isRemembered}>
        {isRemembered ? words.rememberWarning : words.sessionNote}
      </p>
    </>
  );
}
