import { type SparkApp, splitKey } from "@/lib/playground/api/key-shape";
import type { CredentialMode, Credentials } from "@/lib/playground/conversation/store";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./credentials-dialog.module.css";
import { useEnter } from "../ui/use-enter";
import { useWords } from "../context/i18n";

/** Everything that can be typed, whether or not it is used. */
export type CredentialTexts = { appId: string; apiSecret: string; apiKey: string; key: string };

export const EMPTY_TEXTS: CredentialTexts = { appId: "", apiSecret: "", apiKey: "", key: "" };

/** Returns undefined while something is missing. */
export function toCredentials(
  mode: CredentialMode,
  texts: CredentialTexts,
): Credentials | undefined {
  const [appId, apiSecret, apiKey, key] = [
    texts.appId,
    texts.apiSecret,
    texts.apiKey,
    texts.key,
  ].map((text) => text.trim());
  switch (mode) {
    case "server":
      return { mode };
    case "spark":
      return appId && apiSecret && apiKey ? { mode, appId, apiSecret, apiKey } : undefined;
    case "gateway":
      return key ? { mode, key } : undefined;
  }
}

type Props = {
  mode: CredentialMode;
  texts: CredentialTexts;
  onChange: (texts: CredentialTexts) => void;
  /** Called when the three values of an app were pasted as one text, into any field. */
  onApp: (app: SparkApp) => void;
  onEnter: () => void;
};

export function CredentialFields({ mode, texts, onChange, onApp, onEnter }: Props) {
  const words = useWords(DIALOGS);
  const fields: Record<CredentialMode, readonly (readonly [keyof CredentialTexts, string])[]> = {
    server: [],
    spark: [
      ["appId", "APP_ID"],
      ["apiSecret", "API_SECRET"],
      ["apiKey", "API_KEY"],
    ],
    gateway: [["key", words.gatewayKey]],
  };
  const { handlers } = useEnter({ onEnter });
  return fields[mode].map(([name, label]) => (
    <label key={name} className={styles["field"]}>
      {label}
      <input
        className={styles["input"]}
        // The id of an app is not secret; everything else is hidden.
        type={name === "appId" ? "text" : "password"}
        value={texts[name]}
        autoComplete="off"
        spellCheck={false}
        onPaste={(event) => {
          const app = splitKey(event.clipboardData.getData("text"));
          if (!app) return;
          event.preventDefault();
          onApp(app);
        }}
        onChange={({ target }) => onChange({ ...texts, [name]: target.value })}
        {...handlers}
      />
    </label>
  ));
}
