import { GatewayError } from "../errors";
import type { ChatRequest } from "../openai/schema";
import type { Model } from "../spark/models";
import type { SparkParameters, SparkRequest, SparkTurn } from "../spark/request";
import { toParameters } from "./parameters";
import { toConversation, toSparkTurns, truncate } from "./turns";

/** One request, ready but for who asks; and what the caller is told was done to it. */
export type Plan = {
  parameters: SparkParameters;
  turns: readonly SparkTurn[];
  adjusted: readonly string[];
  ignored: readonly string[];
  /** Turns that `truncation: "auto"` left out. */
  truncated: number;
};

/** @throws GatewayError `invalid-request` when Spark could not take the messages. */
export function toPlan(request: ChatRequest, model: Model): Plan {
  if (model.vision) {
    throw new GatewayError({
      kind: "invalid-request",
      message: `The model \`${model.id}\` answers about a picture: send one as an image_url part.`,
      param: "messages",
    });
  }
  const { parameters, adjusted, ignored } = toParameters(request, model);
  const whole = toConversation(request.messages);
  const { conversation, dropped } =
    request.truncation === "auto"
      ? truncate(whole, model.contextTokens)
      : { conversation: whole, dropped: 0 };
  return {
    parameters,
    turns: toSparkTurns(conversation, model.system),
    adjusted,
    ignored,
    truncated: dropped,
  };
}

/** @param uid names the end user to Spark: at most 32 characters, and one connection at a time. */
export function toSparkRequest(plan: Plan, appId: string, uid: string): SparkRequest {
  return {
    header: { app_id: appId, uid },
    parameter: { chat: plan.parameters },
    payload: { message: { text: plan.turns } },
  };
}
