import { GatewayError } from "../../core/errors";
import type { Generation, ImagePart, Message, Part } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";

/** An image that the model should look at. */
export type ImageInput = ImagePart;

/** The image to send, and the ones left out. */
export type ImageInputs = { image: ImageInput | null; older: readonly ImageInput[] };

/**
 * Chooses the newest image of the conversation, because Spark accepts only one.
 * @throws GatewayError `invalid-request` if the last turn has several images, if a vision model
 *   gets none, or if the model has no vision.
 */
export function chooseImage(
  { messages: { name, value: messages } }: Generation,
  model: Model,
  catalogue: Pick<Catalogue, "listIds">,
): ImageInputs {
  const images = messages.flatMap(listImages);
  if (!model.vision && images.every(({ isOptional }) => isOptional)) {
    return { image: null, older: images };
  }
  const image = images.at(-1) ?? null;
  if (!model.vision) {
    throw invalid(
      `The model \`${model.id}\` cannot see images: choose ${toAlternatives(catalogue.listIds("vision"))}.`,
      "model",
    );
  }
  if (model.vision && !image) {
    throw invalid(
      `The model \`${model.id}\` answers about an image: send one with the question.`,
      name,
    );
  }
  const [, second] = listLastTurn(messages).flatMap(listImages);
  if (second) {
    throw invalid("Spark looks at one image at a time: send one in a turn.", second.name);
  }
  return { image, older: images.slice(0, -1) };
}

/**
 * Lists the messages that form the last user turn. Spark merges consecutive user messages into one
 * turn, and messages that it gets elsewhere or not at all do not separate them.
 */
function listLastTurn(messages: readonly Message[]): readonly Message[] {
  const last = messages.findLastIndex(({ role }) => role === "user");
  const before = messages.slice(0, last).findLastIndex((message) => !isSilent(message));
  return messages.slice(before + 1, last + 1);
}

function isSilent(message: Message): boolean {
  if (message.role !== "assistant") return message.role !== "tool";
  return message.calls.length === 0 && message.text.trim() === "";
}

/** Replaces an image that the model cannot see. */
const IMAGE_NOTE = "[image]";

/** Replaces the optional images with notes if the model has no vision. */
export function noteUnseen(
  generation: Generation,
  unseen: readonly ImageInput[],
  { vision }: Model,
): Generation {
  if (vision || unseen.length === 0) return generation;
  const { name, value } = generation.messages;
  return { ...generation, messages: { name, value: value.map(noteImagesOf) } };
}

function noteImagesOf(message: Message): Message {
  if (!hasImage(message)) return message;
  if (message.role === "tool") return { ...message, images: [] };
  if (message.role !== "user") return message;
  const parts = message.parts.map((part): Part =>
    part.type === "image" ? { type: "text", text: IMAGE_NOTE } : part,
  );
  return { ...message, parts };
}

/** The question that Spark gets with an image that came without text. */
export const IMAGE_QUESTION = "请描述这张图片。";

export function hasImage(message: Message): boolean {
  return listImages(message).length > 0;
}

function listImages(message: Message): readonly ImageInput[] {
  if (message.role === "tool") return message.images ?? [];
  if (message.role !== "user") return [];
  return message.parts.flatMap((part) => (part.type === "image" ? [part] : []));
}

function invalid(message: string, param: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
