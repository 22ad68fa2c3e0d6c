const YEAR_S = 365 * 24 * 60 * 60;

/** Keeps a choice for the server to see with the next page: so nothing flashes. Never a secret. */
export function keepCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
