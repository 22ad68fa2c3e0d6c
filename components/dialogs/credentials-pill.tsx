import { interpolate } from "@/lib/playground/inspector/interpolate";

import styles from "./credentials-pill.module.css";
import { KeyIcon } from "../ui/icons";
import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/** Who pays, and how many requests are left where the gateway counts them. */
export function CredentialsPill({ onClick }: { onClick: () => void }) {
  const words = useChatWords();
  const mode = useChat(({ credentials }) => credentials.mode);
  const allowance = useChat((state) => state.allowance);
  return (
    <span className={styles["pill"]} data-mode={mode}>
      <KeyIcon />
      <span className={styles["mode"]}>{words.credentialModes[mode]}</span>
      {allowance && (
        <span className={styles["allowance"]}>{interpolate(words.allowance, allowance)}</span>
      )}
      {/* Over all of it: what is written there is its state, not its name. */}
      <button
        type="button"
        aria-label={words.credentials}
        title={words.credentialModes[mode]}
        onClick={onClick}
      />
    </span>
  );
}
