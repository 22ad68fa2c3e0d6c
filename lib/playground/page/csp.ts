/**
 * What the page may run and load. Images come from anywhere, because a thumbnail shows what the
 * reader has attached; an answer's own images wait for a click. What is said to all pages alike is
 * in `next.config.js`.
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
      // An answer that is read aloud is played from memory, while it comes.
      "media-src 'self' blob:",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}

const NONCE_BYTES = 16;

/** Fresh for each page view; who cannot guess it cannot add a script. */
export function createNonce(): string {
  return btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
}
