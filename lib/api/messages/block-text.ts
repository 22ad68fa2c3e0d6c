import type { DocumentBlock, SearchResultBlock } from "./message-schema";

/** Replaces an image within a text. */
export const IMAGE_NOTE = "[image]";
/** Replaces a document that Spark cannot read. */
const DOCUMENT_NOTE = "[document]";

/** Returns a text document with its title and context; undefined if the document is not text. */
export function findDocumentText({ title, context, source }: DocumentBlock): string | undefined {
  const lines = [title, context].flatMap((line) => line || []);
  switch (source.type) {
    case "text":
      return [...lines, source.data].join("\n");
    case "content": {
      const { content } = source;
      if (typeof content === "string") return [...lines, content].join("\n");
      const parts = content.map((block) => (block.type === "text" ? block.text : IMAGE_NOTE));
      return [...lines, ...parts].join("\n");
    }
    case "base64":
    case "url":
    case "file":
      return undefined;
  }
}

/** Returns the note that replaces a document without text. */
export function toDocumentNote({ title }: DocumentBlock): string {
  return title ? `${DOCUMENT_NOTE} ${title}` : DOCUMENT_NOTE;
}

export function toSearchResultText({ title, source, content }: SearchResultBlock): string {
  return [title, source, ...content.map(({ text }) => text)].join("\n");
}

/**
 * A piece of a message. Plain text is joined directly; other texts are separated by a blank line.
 */
export type Piece = { text: string; isPlain: boolean };

export function joinPieces(pieces: readonly Piece[]): string {
  let joined = "";
  let wasPlain = true;
  for (const { text, isPlain } of pieces) {
    if (text === "") continue;
    if (joined !== "" && !(isPlain && wasPlain)) joined += "\n\n";
    joined += text;
    wasPlain = isPlain;
  }
  return joined;
}
