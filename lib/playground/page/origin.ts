/**
 * Returns the origin that the caller used, from the request itself. Behind a proxy the server only
 * knows its internal address.
 */
export function toOrigin(headers: Pick<Headers, "get">): string {
  // Each proxy appends its own value; the first is that of the proxy that the caller connected to.
  const protocol = headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return `${protocol === "https" ? "https" : "http"}://${headers.get("host") ?? "localhost"}`;
}
