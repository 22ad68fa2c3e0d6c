import { toDataUrl } from "../composer/data-url";
import { changeImages, readImages } from "../conversation/turns";
import type { Conversation } from "../conversation/types";
import { findBlob } from "../storage/object-urls";

/** Replaces object URLs with data URLs, because object URLs mean nothing outside this page. */
export async function inlineImages(conversation: Conversation): Promise<Conversation> {
  const urls = new Map<string, string>();
  for (const { url } of readImages(conversation.turns)) {
    const blob = findBlob(url);
    if (blob) urls.set(url, await toDataUrl(blob));
  }
  const turns = changeImages(conversation.turns, (image) => ({
    ...image,
    url: urls.get(image.url) ?? image.url,
  }));
  return { ...conversation, turns };
}
