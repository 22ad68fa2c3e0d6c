import type { Model } from "../models";
import type { SparkRequest, SparkTurn } from "./request";
import type { Plan } from "./plan";

/** The sender's app and user, and the image to send. */
export type SenderOptions = {
  appId: string;
  /** At most 32 characters, and unique per connection. */
  uid: string;
  /** JPEG or PNG within Spark's limits, in base64. */
  image: string | null;
};

/**
 * Converts the plan into the message for Spark's WebSocket. An image is a separate turn and comes
 * first.
 */
export function toSparkRequest(
  plan: Plan,
  { domain, id }: Model,
  sender: SenderOptions,
): SparkRequest {
  const { sampling, turns, tools, search } = plan;
  const { functions } = tools;
  return {
    header: { app_id: sender.appId, uid: sender.uid },
    parameter: { chat: { domain: domain ?? id, ...sampling, tools: search.tool && [search.tool] } },
    payload: {
      message: { text: sender.image === null ? turns : [toImageTurn(sender.image), ...turns] },
      functions: functions.length > 0 ? { text: functions } : undefined,
    },
  };
}

function toImageTurn(image: string): SparkTurn {
  return { role: "user", content: image, content_type: "image" };
}
