import { useState } from "react";

import { keepCookie } from "@/lib/playground/page/cookie";
import type { Locale } from "@/lib/playground/page/locale";
import { type Theme, THEME_COOKIE, toNextTheme } from "@/lib/playground/page/theme";

import { CredentialsPill } from "../dialogs/credentials-pill";
import { IconButton } from "../ui/icon-button";
import { CodeIcon, ListIcon, MoonIcon, SparkIcon, SunIcon, SystemIcon } from "../ui/icons";
import styles from "./header.module.css";
import { ModelPicker } from "../composer/model-picker";
import type { DialogName } from "../dialogs/dialogs";
import { useChatWords, useLocale } from "../context/i18n";

type Props = {
  theme: Theme;
  isPanelOpen: boolean;
  onPanel: () => void;
  onDialog: (name: DialogName) => void;
  onLocale: (locale: Locale) => void;
};

export function Header({ theme, isPanelOpen, onPanel, onDialog, onLocale }: Props) {
  const words = useChatWords();
  return (
    <header className={styles["header"]}>
      <IconButton name={words.conversations} onClick={() => onDialog("conversations")}>
        <ListIcon />
      </IconButton>
      <span className={styles["brand"]}>
        <SparkIcon />
        <span className={styles["name"]}>{words.name}</span>
      </span>
      <ModelPicker />
      <span className={styles["gap"]} />
      <CredentialsPill onClick={() => onDialog("credentials")} />
      <LanguageSwitch onLocale={onLocale} />
      <ThemeSwitch initial={theme} />
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

/** A link, so that it works before the page has come to life. */
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

const THEME_ICONS: Record<Theme, () => React.ReactNode> = {
  system: SystemIcon,
  light: SunIcon,
  dark: MoonIcon,
};

function ThemeSwitch({ initial }: { initial: Theme }) {
  const words = useChatWords();
  const [theme, setTheme] = useState(initial);
  const ThemeIcon = THEME_ICONS[theme];
  const change = () => {
    const next = toNextTheme(theme);
    keepCookie(THEME_COOKIE, next);
    document.documentElement.dataset["theme"] = next;
    setTheme(next);
  };
  return (
    <IconButton name={words.theme[theme]} onClick={change}>
      <ThemeIcon />
    </IconButton>
  );
}
