/**
 * Object URLs with their blobs. Unlike a data URL, an object URL lets the browser keep the image on
 * disk, but the image stays until its URL is revoked.
 */
const blobs = new Map<string, Blob>();

export function toObjectUrl(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  blobs.set(url, blob);
  return url;
}

/** Returns the blob behind one of this page's object URLs, or undefined. */
export function findBlob(url: string): Blob | undefined {
  return blobs.get(url);
}

/** Revokes object URLs that are no longer shown. Ignores all other URLs. */
export function dropObjectUrls(urls: Iterable<string>): void {
  for (const url of urls) if (blobs.delete(url)) URL.revokeObjectURL(url);
}
