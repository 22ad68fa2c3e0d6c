import type { Image } from "../conversation/types";
import { findBlob } from "../storage/object-urls";

const MAX_CHARACTERS = 40;

/** Names a drawn image's file after its prompt, without characters that file systems reject. */
export function toFileName({ name = "", url }: Image, place: number): string {
  const words = name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
  const start = Array.from(words).slice(0, MAX_CHARACTERS).join("");
  return `${start || "image"}-${place}.${findBlob(url)?.type.split("/")[1] ?? "png"}`;
}
