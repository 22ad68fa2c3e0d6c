import { findImageUrl } from "./image-url";
import { isTextFile } from "./text-name";

type Editor = {
  addFile: (file: File, isOneOfMany?: boolean) => Promise<void>;
  addTextFile: (file: File) => Promise<void>;
  addAddress: (address: string) => unknown;
};

type Transfer = { readonly files: ArrayLike<File>; getData: (type: string) => string };

/**
 * Attaches a pasted or dropped image; returns the text if there is none. Office programs add an
 * image of the copied text to the text, browsers add HTML to a copied image, and a dragged link is
 * an address just like that of an image.
 */
export function attach(data: Transfer, editor: Editor): string | null {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const isImage = isOneImage(html);
  const files = Array.from(data.files);
  const isFiles = isImage || html === "" || text.trim() === "";
  if (files.length > 0 && isFiles) {
    attachFiles(files, editor);
    return null;
  }
  // The first address, if several were dropped.
  const dropped = data.getData("URL");
  const address = findImageUrl(dropped || text) ?? (isImage ? dropped : "");
  if (address === "") return text || dropped;
  editor.addAddress(address);
  return null;
}

/** Attaches every text file, but only the first image, because Spark sees one image. */
function attachFiles(files: readonly File[], { addFile, addTextFile }: Editor): void {
  for (const file of files.filter(isTextFile)) void addTextFile(file);
  const images = files.filter((file) => !isTextFile(file));
  if (images[0]) void addFile(images[0], images.length > 1);
}

function isOneImage(html: string): boolean {
  const words = html.replaceAll(/<!--[^]*?-->|<[^>]*>/g, "");
  return html.match(/<img\b/gi)?.length === 1 && words.trim() === "";
}
