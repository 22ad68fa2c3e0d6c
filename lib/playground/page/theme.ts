/** `system` follows the browser, and is the default without a cookie. */
export type Theme = "system" | "light" | "dark";

export const THEME_COOKIE = "theme";

export function readTheme(cookie: string | undefined): Theme {
  return cookie === "light" || cookie === "dark" ? cookie : "system";
}

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

export function toNextTheme(theme: Theme): Theme {
  return NEXT[theme];
}
