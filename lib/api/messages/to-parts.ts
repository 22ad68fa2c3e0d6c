import { GatewayError } from "../../core/errors";
import type { ImagePart, Part } from "../../core/generation";
import {
  findDocumentText,
  IMAGE_NOTE,
  joinPieces,
  type Piece,
  toDocumentNote,
  toSearchResultText,
} from "./block-text";
import type { ImageBlock, InputMessage, ToolResultBlock } from "./message-schema";

type UserContent = Extract<InputMessage, { role: "user" }>["content"];
export type UserBlock = Exclude<UserContent, string>[number];
type ShownBlock = Exclude<UserBlock, ToolResultBlock>;

export type PartsOptions = {
  /** The caller's name for the block. */
  name: string;
  /**
   * True for content before the last question, where unsupported blocks no longer cause an error.
   */
  isOld: boolean;
};

/** A block's text and image, and whether part of it was left out. */
type Said = { piece: Piece; image?: ImagePart; isOmitted?: boolean };

/** Converts the blocks of a user turn, except tool results. */
export function toParts(blocks: readonly (PartsOptions & { block: ShownBlock })[]): {
  parts: Part[];
  omitted: string[];
} {
  const said = blocks.map(({ block, ...options }) => ({ ...toSaid(block, options), ...options }));
  const text = joinPieces(said.map(({ piece }) => piece));
  return {
    parts: [
      ...(text === "" ? [] : [{ type: "text", text } as const]),
      ...said.flatMap(({ image }) => image ?? []),
    ],
    omitted: said.flatMap(({ isOmitted, name }) => (isOmitted ? name : [])),
  };
}

function toSaid(block: ShownBlock, options: PartsOptions): Said {
  const { name, isOld } = options;
  switch (block.type) {
    case "text":
      return { piece: { text: block.text, isPlain: true } };
    case "search_result":
      return { piece: { text: toSearchResultText(block), isPlain: false } };
    case "image": {
      const image = findImage(block, options);
      if (image) return { piece: { text: "", isPlain: true }, image };
      if (isOld) return { piece: { text: IMAGE_NOTE, isPlain: false }, isOmitted: true };
      throw unsupported(`${name}.source`, "send the image as base64 or by its url");
    }
    case "document": {
      const text = findDocumentText(block);
      if (text !== undefined) return { piece: { text, isPlain: false } };
      if (isOld) return { piece: { text: toDocumentNote(block), isPlain: false }, isOmitted: true };
      throw unsupported(`${name}.source`, "Spark reads no PDF; send the document's text");
    }
  }
}

/** Returns the image; undefined if it is stored on Anthropic's servers. */
export function findImage(
  { source }: ImageBlock,
  { name, isOld }: PartsOptions,
): ImagePart | undefined {
  const shown = { type: "image", name, detail: "auto", isOptional: isOld } as const;
  switch (source.type) {
    case "base64":
      return { ...shown, url: `data:${source.media_type || "image/png"};base64,${source.data}` };
    case "url":
      return { ...shown, url: source.url };
    case "file":
      return undefined;
  }
}

function unsupported(param: string, advice: string): GatewayError {
  return new GatewayError({
    kind: "unsupported",
    message: `\`${param}\`: this kind of source is not supported: ${advice}.`,
    param,
  });
}
