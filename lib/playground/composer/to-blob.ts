/** The image of a data URL, as it is kept: smaller by a quarter than its text. */
export function toBlob(dataUrl: string): Blob {
  const [head = "", data = ""] = dataUrl.split(",");
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;]*)/.exec(head)?.[1] ?? "" });
}
