import type { Model } from "../models";
import type { SparkRequest, SparkTurn } from "./request";
import type { Plan } from "./plan";

/** Who asks Spark, and with which image. */
export type SenderOptions = {
  appId: string;
  /** At most 32 characters, and one connection at a time. */
  uid: string;
  /** JPEG or PNG within Spark's limits, in base64. */
  image: string | null;
};

/** The plan as Spark's WebSocket takes it; an image is a turn of its own, the first. */
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
