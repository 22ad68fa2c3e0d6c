/** Pages and what they load; every other path is the API's, served or not. */
const PAGE = /^\/(?:$|privacy\/?$|icon\.svg$|_next\/|__next)/;

/** Methods that Next hands on to pages and routes. Others it refuses in a way of its own. */
export const NEXT_METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

/** A path as the API reads it: doubled slashes are one, and a part that cannot be decoded stands for itself. */
export function toApiUrl(url: string): string {
  const [path = "", ...query] = withoutOrigin(url).split("?");
  const plain = path.includes("//") ? path.replaceAll(/\/{2,}/g, "/") : path;
  const mended = plain.includes("%") ? plain.split("/").map(mendEscapes).join("/") : plain;
  return query.length === 0 ? mended : [mended, ...query].join("?");
}

/** Whether Next answers it. */
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
  // `OPTIONS *` asks about the whole server, and has no path.
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
