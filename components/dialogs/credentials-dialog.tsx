import { useState } from "react";

import type { SparkApp } from "@/lib/playground/api/key-shape";
import type { GatewayFacts } from "@/lib/playground/page/gateway-facts";
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

/** The choice that is offered first, depending on the gateway's access. */
const FIRST_MODE: Readonly<Record<GatewayFacts["access"], CredentialMode>> = {
  open: "server",
  keyed: "gateway",
  own: "spark",
};

/**
 * Lets the reader choose whose app pays. Credentials are sent only to the gateway, as the client's
 * key.
 */
export function CredentialsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(DIALOGS);
  const { credentials: actions } = usePlayground();
  const current = useChat(({ credentials }) => credentials);
  const first = useChat(({ gateway }) => FIRST_MODE[gateway.access]);
  // If nothing works without a key, there is no other choice.
  const [mode, setMode] = useState(current.mode === "server" ? first : current.mode);
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
    setMode(first);
    setTexts(EMPTY_TEXTS);
    setIsRemembered(false);
    setNote(first === "server" ? words.forgotten : words.forgottenKey);
  };
  const type = (next: CredentialTexts) => {
    setTexts(next);
    setNote(null);
  };
  const change = (next: CredentialMode) => {
    setMode(next);
    setNote(null);
  };
  const fillIn = (app: SparkApp) => {
    change("spark");
    setTexts({ ...texts, ...app, key: "" });
  };
  return (
    <Dialog title={words.credentials} onClose={onClose}>
      <CredentialModes mode={mode} onChange={change} />
      <CredentialFields mode={mode} texts={texts} onChange={type} onApp={fillIn} onEnter={use} />
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

/** Explains where the credentials are stored; beyond this tab only on request. */
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
