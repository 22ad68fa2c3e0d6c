/** Formats the size of a text as a file, for people. */
export function toSize(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  return bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} kB`;
}
