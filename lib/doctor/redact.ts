/** An app's id, for telling one from another: its beginning, and no more. */
export function maskAppId(appId: string): string {
  return appId.length > 4 ? `${appId.slice(0, 2)}…` : "…";
}

/** The text without any of the secrets, should something outside have put one into its words. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .toSorted((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "•••"), text);
}
