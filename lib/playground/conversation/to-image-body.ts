import type { Conversation, ImageBody } from "./types";
import { readBefore } from "./turns";

/**
 * What is posted where images are asked for, at `POST /v1/images/generations`: the last question before
 * `upTo` as the prompt. What was said before it is not sent.
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
