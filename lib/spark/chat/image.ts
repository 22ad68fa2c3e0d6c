import { GatewayError } from "../../core/errors";
import type { ChatMessage, ChatRequest } from "../../api/chat-completions/request-schema";
import type { Model } from "../models";
import { toText } from "./message-text";

/** An image that the caller wants to be looked at. */
export type ImageInput = {
  /** As sent: a `data:` URL with the image in it, or an address to fetch it from. */
  url: string;
  detail: "auto" | "low" | "high";
  /** Where in the request it stands: `messages[0].content[1].image_url`. */
  param: string;
};

/** The image to look at, and those that are left out. */
export type ImageInputs = { image: ImageInput | null; older: readonly ImageInput[] };

/**
 * Chooses the image: Spark looks at one, so it is the newest of the conversation.
 * @throws GatewayError `invalid-request` when there are too many, none, or a model that is blind.
 */
export function chooseImage(
  { messages }: ChatRequest,
  model: Model,
  visionIds: readonly string[],
): ImageInputs {
  const images = messages.flatMap(listImages);
  const image = images.at(-1) ?? null;
  if (!model.vision && image) {
    throw invalid(
      `The model \`${model.id}\` cannot see images: choose ${visionIds.join(" or ")}.`,
      "model",
    );
  }
  if (model.vision && !image) {
    throw invalid(
      `The model \`${model.id}\` answers about an image: send one as an image_url part.`,
      "messages",
    );
  }
  const [, second] = listLastTurn(messages).flatMap((at) => listImages(messages[at], at));
  if (second) {
    throw invalid("Spark looks at one image at a time: send one in a turn.", second.param);
  }
  return { image, older: images.slice(0, -1) };
}

/**
 * The places of the messages that are the last user turn. To Spark those that follow each other are
 * one; what it is told elsewhere or not at all does not come between them.
 */
function listLastTurn(messages: readonly ChatMessage[]): number[] {
  const last = messages.findLastIndex(({ role }) => role === "user");
  const before = messages.slice(0, last).findLastIndex((message) => !isSilent(message));
  return Array.from({ length: last - before }, (_, at) => before + 1 + at);
}

function isSilent(message: ChatMessage): boolean {
  if (message.role === "assistant") {
    const isCalling = (message.tool_calls ?? []).length > 0 || Boolean(message.function_call);
    return !isCalling && toText(message).trim() === "";
  }
  return message.role !== "tool" && message.role !== "function";
}

/** What Spark is asked about an image that came without a word. */
export const IMAGE_QUESTION = "请描述这张图片。";

export function hasImage(message: ChatMessage): boolean {
  return listImages(message, 0).length > 0;
}

function listImages(message: ChatMessage | undefined, at: number): ImageInput[] {
  if (message?.role !== "user" || typeof message.content === "string") return [];
  return message.content.flatMap((part, index) => {
    if (part.type !== "image_url") return [];
    const { url, detail } = part.image_url;
    return [
      { url, detail: detail ?? "auto", param: `messages[${at}].content[${index}].image_url` },
    ];
  });
}

function invalid(message: string, param: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
