import { GatewayError } from "../../core/errors";
import type { Generation, ImagePart, Message, Part } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";

/** An image that the caller wants to be looked at. */
export type ImageInput = ImagePart;

/** The image to look at, and those that are left out. */
export type ImageInputs = { image: ImageInput | null; older: readonly ImageInput[] };

/**
 * Chooses the image: Spark looks at one, so it is the newest of the conversation.
 * @throws GatewayError `invalid-request` when there are too many, none, or a model that is blind.
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
 * The messages that are the last user turn. To Spark those that follow each other are
 * one; what it is told elsewhere or not at all does not come between them.
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

/** Stands for an image that the model cannot see. */
const IMAGE_NOTE = "[image]";

/** The generation for a model that cannot see: its optional images become notes. */
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

/** What Spark is asked about an image that came without a word. */
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
