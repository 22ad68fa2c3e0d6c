/** Reports whether a URL points to this machine, as the simulator's does. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

/**
 * Reports whether a URL is certainly Spark's. Swapping key and secret sends the secret in place of
 * the key, so no other host may receive it.
 */
export function isSparkItself(url: URL): boolean {
  if (isLoopback(url)) return true;
  return url.protocol === "wss:" && url.hostname.endsWith(".xf-yun.com");
}
