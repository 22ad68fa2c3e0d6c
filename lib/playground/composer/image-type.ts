/** The type of a file by its first bytes, because names and declared types may be wrong. */
export type ImageType = "jpeg" | "png" | "gif" | "webp" | "avif" | "heic" | "bmp" | "svg";

/** The number of bytes that {@link findImageType} needs. */
export const HEAD_BYTES = 512;

/* oxlint-disable no-control-regex -- these are bytes, not text */
const SIGNATURES: readonly (readonly [ImageType, RegExp])[] = [
  ["jpeg", /^\xff\xd8\xff/],
  ["png", /^\x89PNG\r\n\x1a\n/],
  ["gif", /^GIF8[79]a/],
  ["webp", /^RIFF[^]{4}WEBP/],
  ["avif", /^[^]{4}ftypavi[fs]/],
  ["heic", /^[^]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/],
  ["bmp", /^BM[^]{4}\0\0\0\0/],
  ["svg", /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^]*?|<!--[^]*?|<!DOCTYPE svg[^]*?)?<svg[\s>]/i],
];
/* oxlint-enable no-control-regex */

export function findImageType(head: Uint8Array): ImageType | undefined {
  const text = String.fromCodePoint(...head.subarray(0, HEAD_BYTES));
  return SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
}
