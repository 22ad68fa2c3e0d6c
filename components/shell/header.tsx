import type { Locale } from "@/lib/playground/page/locale";
import type { Theme } from "@/lib/playground/page/theme";

import { CredentialsPill } from "../dialogs/credentials-pill";
import { IconButton } from "../ui/icon-button";
import { CodeIcon, ListIcon, NewIcon, SparkIcon } from "../ui/icons";
import styles from "./header.module.css";
import { ModelPicker } from "../composer/model-picker";
import type { DialogName } from "../dialogs/dialogs";
import { ThemeSwitch } from "../ui/theme-switch";
import { useChatWords, useLocale } from "../context/i18n";
import { usePlayground } from "../context/playground";

type Props = {
  theme: Theme;
  isPanelOpen: boolean;
  onPanel: () => void;
  onList: () => void;
  onDialog: (name: DialogName) => void;
  onLocale: (locale: Locale) => void;
};

export function Header({ theme, isPanelOpen, onPanel, onList, onDialog, onLocale }: Props) {
  const words = useChatWords();
  const { conversations } = usePlayground();
  return (
    <header className={styles["header"]}>
      <IconButton name={words.conversations} onClick={onList}>
        <ListIcon />
      </IconButton>
      <IconButton name={words.newConversation} onClick={() => void conversations.begin()}>
        <NewIcon />
      </IconButton>
      <span className={styles["brand"]}>
        <SparkIcon />
        <span className={styles["name"]}>{words.name}</span>
      </span>
      <ModelPicker />
      <span className={styles["gap"]} />
      <CredentialsPill onClick={() => onDialog("credentials")} />
      <LanguageSwitch onLocale={onLocale} />
      <span className={styles["theme"]}>
        <ThemeSwitch initial={theme} />
      </span>
      <span className={styles["help"]}>
        <IconButton name={words.help} onClick={() => onDialog("shortcuts")}>
          ?
        </IconButton>
      </span>
      <IconButton name={words.panel} isPressed={isPanelOpen} onClick={onPanel}>
        <CodeIcon />
      </IconButton>
    </header>
  );
}

/** A link, so that it works before hydration. */
function LanguageSwitch({ onLocale }: Pick<Props, "onLocale">) {
  const words = useChatWords();
  const other: Locale = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <a
      className={styles["language"]}
      href={`?lang=${other}`}
      lang={other}
      hrefLang={other}
      onClick={(event) => {
        event.preventDefault();
        onLocale(other);
      }}
    >
      {words.language}
    </a>
  );
}
