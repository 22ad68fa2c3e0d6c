import { isRecord } from "../../core/json";
import type { Image, ToolCall } from "../conversation/types";
import { readImageUrl } from "../composer/image-url";

/** Returns a text that may be missing. */
export function readString(source: Readonly<Record<string, unknown>>, name: string): string {
  const value = source[name];
  return typeof value === "string" ? value : "";
}

/** Returns a message's text and the images that anyone can open; everything else is left out. */
export function readContent(
  content: unknown,
  createId: () => string,
): { text: string; images: Image[] } {
  if (typeof content === "string") return { text: content, images: [] };
  const parts: unknown[] = Array.isArray(content) ? content : [];
  const known = parts.filter(isRecord);
  const text = known.flatMap((part) => readString(part, "text") || []).join("\n");
  const images = known.flatMap((part): Image[] => {
    const image = isRecord(part["image_url"]) ? part["image_url"] : {};
    const url = readImageUrl(readString(image, "url"));
    return url === undefined ? [] : [{ id: createId(), kind: "url", url, name: url }];
  });
  return { text, images };
}

export function readCalls(value: unknown): ToolCall[] {
  const calls: unknown[] = Array.isArray(value) ? value : [];
  return calls.filter(isRecord).map((call) => {
    const given = isRecord(call["function"]) ? call["function"] : call;
    return {
      id: readString(call, "id"),
      name: readString(given, "name"),
      arguments: readString(given, "arguments"),
    };
  });
}
