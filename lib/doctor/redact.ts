/** Shortens an app's id to its first characters, enough to tell apps apart. */
export function maskAppId(appId: string): string {
  return appId.length > 4 ? `${appId.slice(0, 2)}…` : "…";
}

/** Removes all secrets from a text, in case something outside has included one. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .toSorted((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "•••"), text);
}
