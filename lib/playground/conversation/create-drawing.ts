import { toImageCount } from "./parameters";
import { toImageBody } from "./to-image-body";
import { toImageKey } from "./turns";
import type { Conversation, Image } from "./types";

const USUAL_SIZE = "1024x1024";

/** Creates the placeholders of the requested images, in number and size, named after the prompt. */
export function createDrawing(
  conversation: Conversation,
  answerId: string,
  createId: () => string,
): Image[] {
  const { prompt, size = USUAL_SIZE } = toImageBody(conversation, answerId);
  const [width = 0, height = 0] = size.split("x").map(Number);
  return Array.from({ length: toImageCount(conversation.parameters) }, () => {
    const id = createId();
    const blobKey = toImageKey(conversation.id, id);
    return { id, kind: "file", url: "", blobKey, name: prompt, width, height };
  });
}
