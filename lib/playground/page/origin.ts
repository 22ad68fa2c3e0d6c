/**
 * Where the caller reached this server, from the caller's own request: behind a proxy the server
 * itself only knows its inner address.
 */
export function toOrigin(headers: Pick<Headers, "get">): string {
  // Each proxy appends its own word; the first is the one that the caller spoke to.
  const protocol = headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return `${protocol === "https" ? "https" : "http"}://${headers.get("host") ?? "localhost"}`;
}
