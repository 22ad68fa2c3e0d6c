/** Whether an address is this machine's own, as the simulator's is. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

/**
 * Whether an address is surely Spark's. Signing the other way round shows the secret where otherwise
 * only the key is shown, so nobody else must see it.
 */
export function isSparkItself(url: URL): boolean {
  if (isLoopback(url)) return true;
  return url.protocol === "wss:" && url.hostname.endsWith(".xf-yun.com");
}
