/**
 * Addresses of images that the page has as bytes. Unlike the text of a data URL, such an image may lie on
 * the browser's disk; but it stays there until its address is given up.
 */
const blobs = new Map<string, Blob>();

export function toObjectUrl(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  blobs.set(url, blob);
  return url;
}

/** The image behind an address of this page's; undefined for every other address. */
export function findBlob(url: string): Blob | undefined {
  return blobs.get(url);
}

/** Gives addresses up, of images that are no longer shown; those that are none of this page's stay. */
export function dropObjectUrls(urls: Iterable<string>): void {
  for (const url of urls) if (blobs.delete(url)) URL.revokeObjectURL(url);
}
