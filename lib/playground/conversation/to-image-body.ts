import type { Conversation, ImageBody } from "./types";
import { readBefore } from "./turns";

/**
 * Builds the body of `POST /v1/images/generations`. The prompt is the last question before `upTo`;
 * earlier turns are not sent.
 */
export function toImageBody({ model, parameters, turns }: Conversation, upTo?: string): ImageBody {
  const asked = upTo === undefined ? turns : readBefore(turns, upTo);
  const question = asked.findLast(({ role }) => role === "user");
  const { n, size } = parameters;
  return {
    model,
    prompt: question?.role === "user" ? question.text : "",
    ...(n !== undefined && { n }),
    ...(size !== undefined && size !== "" && { size }),
  };
}
