import { useState } from "react";

import { keepCookie } from "@/lib/playground/page/cookie";
import { readTheme, type Theme, THEME_COOKIE, toNextTheme } from "@/lib/playground/page/theme";

import { useChatWords } from "../context/i18n";
import { IconButton } from "./icon-button";
import { MoonIcon, SunIcon, SystemIcon } from "./icons";

const THEME_ICONS: Record<Theme, () => React.ReactNode> = {
  system: SystemIcon,
  light: SunIcon,
  dark: MoonIcon,
};

/** @param initial the theme that the server read; absent if the page has already loaded */
export function ThemeSwitch({ initial }: { initial?: Theme }) {
  const words = useChatWords();
  const [theme, setTheme] = useState(
    () => initial ?? readTheme(document.documentElement.dataset["theme"]),
  );
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
