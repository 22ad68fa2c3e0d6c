/** Pages and what they load. Every other path belongs to the API, whether it exists or not. */
const PAGE = /^\/(?:$|privacy\/?$|icon\.svg$|_next\/|__next)/;

/** Methods that Next passes on to pages and routes. It rejects all others in a way of its own. */
export const NEXT_METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

/**
 * Normalises a path for the API: doubled slashes become one, and a segment that cannot be decoded
 * stays as it is.
 */
export function toApiUrl(url: string): string {
  const [path = "", ...query] = withoutOrigin(url).split("?");
  const plain = path.includes("//") ? path.replaceAll(/\/{2,}/g, "/") : path;
  const mended = plain.includes("%") ? plain.split("/").map(mendEscapes).join("/") : plain;
  return query.length === 0 ? mended : [mended, ...query].join("?");
}

/** Returns whether Next answers this path. */
export function isPage(url: string): boolean {
  return PAGE.test(
    withoutOrigin(url)
      .split("?", 1)[0]
      ?.replaceAll(/\/{2,}/g, "/") ?? "",
  );
}

function withoutOrigin(url: string): string {
  if (url.startsWith("/")) return url;
  const path = url.replace(/^https?:\/\/[^/?]*/i, "");
  // `OPTIONS *` refers to the whole server and has no path.
  return path.startsWith("*") ? `/${path}` : path;
}

function mendEscapes(part: string): string {
  if (!part.includes("%")) return part;
  try {
    decodeURIComponent(part);
    return part;
  } catch {
    return part.replaceAll("%", "%25");
  }
}
