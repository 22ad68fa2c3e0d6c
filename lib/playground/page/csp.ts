/**
 * Returns the page's policy for scripts and resources. Images may come from anywhere, because a
 * thumbnail shows what the reader has attached; images in an answer wait for a click. Headers that
 * all pages share are in `next.config.js`.
 */
export function toPageHeaders(nonce: string, isDevelopment: boolean): Record<string, string> {
  // Next's development server evaluates code and styles the page from scripts.
  const script = isDevelopment ? " 'unsafe-eval'" : "";
  const style = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return {
    "content-security-policy": [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
      `style-src 'self' ${style}`,
      "img-src 'self' data: blob: https: http:",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}

const NONCE_BYTES = 16;

/** Returns a new nonce for each page view; without it, nobody can inject a script. */
export function createNonce(): string {
  return btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
}
