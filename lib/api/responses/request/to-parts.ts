import type { Part } from "../../../core/generation";
import { toParam } from "../../common/explain-issue";
import type { ContentPart, ImagePart } from "./part-schema";
import { invalid } from "./unsupported";

type Content = string | readonly ContentPart[] | null | undefined;
type Path = readonly (string | number)[];

/**
 * Converts the content of a user message.
 * @throws GatewayError for an image without a URL
 */
export function toParts(content: Content, path: Path): Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return (content ?? []).flatMap((part, index): Part[] => {
    if (part.type !== "input_image") {
      const text = toPartText(part);
      return text === undefined ? [] : [{ type: "text", text }];
    }
    return [toImage(part, toParam([...path, index]))];
  });
}

function toImage(part: ImagePart, place: string): Part {
  const { image_url: given } = part;
  const url = typeof given === "string" ? given : given?.url;
  if (!url) throw invalid(`${place}.image_url`, "is missing (a URL or a data: URL expected)");
  const detail = part.detail ?? (typeof given === "object" ? given?.detail : undefined) ?? "auto";
  return {
    type: "image",
    name: `${place}.image_url`,
    url,
    detail: detail === "original" ? "high" : detail,
  };
}

/** Joins the text of content in a role for which Spark accepts only text. */
export function toText(content: Content): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => toPartText(part) ?? "").join("");
}

/** Lists the positions of parts that are not text. */
export function listUnread(content: Content, path: Path): string[] {
  if (typeof content === "string") return [];
  return (content ?? []).flatMap((part, index) =>
    toPartText(part) === undefined ? toParam([...path, index]) : [],
  );
}

function toPartText(part: ContentPart): string | undefined {
  switch (part.type) {
    case "input_text":
    case "output_text":
    case "text":
      return part.text;
    case "refusal":
      return part.refusal;
    case "input_image":
    case "input_file":
    case "input_audio":
    case "input_video":
      return undefined;
  }
}
