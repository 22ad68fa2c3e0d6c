const IMAGE_NAME = /\.(?:jpe?g|png|webp|gif|avif|bmp|svg)$/i;

/**
 * Returns a pasted text that is only the address of an image, judged by the extension in its path.
 */
export function findImageUrl(text: string): string | undefined {
  const address = readImageUrl(text);
  return address !== undefined && IMAGE_NAME.test(new URL(address).pathname) ? address : undefined;
}

/** Reads an address that a gateway could fetch; undefined for any other text. */
export function readImageUrl(text: string): string | undefined {
  const address = text.trim();
  if (/\s/.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, username, password } = new URL(address);
  // Everyone who sees the request would see a password in an address.
  if (username !== "" || password !== "") return undefined;
  return protocol === "https:" || protocol === "http:" ? address : undefined;
}
