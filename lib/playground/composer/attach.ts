import type { DraftEditor } from "./draft";
import { findImageUrl } from "./image-url";

type Transfer = { readonly files: ArrayLike<File>; getData: (type: string) => string };

/**
 * Attaches the image that was pasted or dropped; where there is none, gives back the text. Office
 * programs put an image of the copied text beside the text, browsers put HTML beside a copied
 * image, and a dragged link is an address as that of an image is.
 */
export function attach(
  data: Transfer,
  { addFile, addAddress }: Pick<DraftEditor, "addFile" | "addAddress">,
): string | null {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const isImage = isOneImage(html);
  const file = data.files[0];
  if (file && (isImage || html === "" || text.trim() === "")) {
    void addFile(file, data.files.length > 1);
    return null;
  }
  // The first of them, where a drop brings a list.
  const dropped = data.getData("URL");
  const address = findImageUrl(dropped || text) ?? (isImage ? dropped : "");
  if (address === "") return text || dropped;
  addAddress(address);
  return null;
}

function isOneImage(html: string): boolean {
  const words = html.replaceAll(/<!--[^]*?-->|<[^>]*>/g, "");
  return html.match(/<img\b/gi)?.length === 1 && words.trim() === "";
}
