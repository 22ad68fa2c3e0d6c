import type { z } from "zod";

import type { Citation } from "../../../core/delta";
import type { CallerTool } from "../request/tool-names";
import type { itemStatus, outputItem, textPart, urlCitation } from "./item-schema";

/** The status of an item. */
export type ItemStatus = z.output<typeof itemStatus>;
export type OutputItem = z.output<typeof outputItem>;
export type TextPart = z.output<typeof textPart>;
export type UrlCitation = z.output<typeof urlCitation>;

export function toTextPart(text: string, annotations: readonly UrlCitation[] = []): TextPart {
  return { type: "output_text", text, annotations, logprobs: [] };
}

export function toAnnotation({ url, title }: Citation, text: string): UrlCitation {
  return { type: "url_citation", start_index: 0, end_index: text.length, url, title };
}

/** Returns the members that identify a call's tool by the caller's names. */
export function toToolMembers({ name, namespace }: CallerTool): {
  name: string;
  namespace?: string;
} {
  return namespace === null ? { name } : { name, namespace };
}
