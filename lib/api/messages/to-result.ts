import type { ImagePart, Message } from "../../core/generation";
import { findDocumentText, IMAGE_NOTE, toDocumentNote, toSearchResultText } from "./block-text";
import type { ToolResultBlock } from "./message-schema";
import { findImage } from "./to-parts";

type Content = Exclude<ToolResultBlock["content"], string | null | undefined>;

/**
 * Converts the result of a call.
 * @param name the caller's name for the block
 */
export function toResult(
  { tool_use_id: callId, content, is_error: isError }: ToolResultBlock,
  name: string,
): { message: Message; omitted: readonly string[] } {
  const blocks = Array.isArray(content) ? content : [];
  const told = blocks.map((block, at) => tell(block, `${name}.content.${at}`));
  const text = typeof content === "string" ? content : joinLines(told.map((it) => it.text));
  return {
    message: {
      role: "tool",
      name,
      callId,
      functionName: undefined,
      text: isError ? `Error: ${text || "(empty)"}` : text,
      images: told.flatMap(({ image }) => image ?? []),
    },
    omitted: told.flatMap(({ omitted }) => omitted ?? []),
  };
}

const joinLines = (texts: readonly string[]): string => texts.filter(Boolean).join("\n");

type Told = { text: string; image?: ImagePart | undefined; omitted?: string };

/** Nothing is rejected here, because a client repeats its results in every later request. */
function tell(block: Content[number], name: string): Told {
  switch (block.type) {
    case "text":
      return { text: block.text };
    case "image": {
      const image = findImage(block, { name, isOld: true });
      return image ? { text: IMAGE_NOTE, image } : { text: IMAGE_NOTE, omitted: name };
    }
    case "document": {
      const text = findDocumentText(block);
      return text === undefined ? { text: toDocumentNote(block), omitted: name } : { text };
    }
    case "search_result":
      return { text: toSearchResultText(block) };
    case "tool_reference":
      return { text: block.tool_name };
  }
}
