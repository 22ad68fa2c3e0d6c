const YEAR_S = 365 * 24 * 60 * 60;

/**
 * Stores a choice in a cookie, so that the server renders the next page with it and nothing
 * flashes. Never a secret.
 */
export function keepCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
