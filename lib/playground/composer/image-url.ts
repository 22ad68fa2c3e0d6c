const IMAGE_NAME = /\.(?:jpe?g|png|webp|gif|avif|bmp|svg)$/i;

/** A pasted text that is the address of an image and nothing else; by its path's ending. */
export function findImageUrl(text: string): string | undefined {
  const address = readImageUrl(text);
  return address !== undefined && IMAGE_NAME.test(new URL(address).pathname) ? address : undefined;
}

/** Anything that a gateway could fetch; undefined where it could not. */
export function readImageUrl(text: string): string | undefined {
  const address = text.trim();
  if (/\s/.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, username, password } = new URL(address);
  // A password in an address would be seen by everyone who sees the request.
  if (username !== "" || password !== "") return undefined;
  return protocol === "https:" || protocol === "http:" ? address : undefined;
}
