import { createDialectSection } from "./dialect";
import { toBody } from "./question";

/** Anthropic's Messages API: a delta is part of a block and names its type twice. */
export const messages = createDialectSection({
  name: "Messages",
  path: "/v1/messages",
  toBody: (frames) => toBody(frames, 0, { max_tokens: 4096 }),
  ending: '"type":"message_stop"}',
  limits: { delta: 1.5 },
});
