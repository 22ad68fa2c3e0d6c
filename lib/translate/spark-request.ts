import type { ChatRequest } from "../openai/schema";
import type { Model } from "../spark/models";
import type { SparkParameters, SparkRequest, SparkTurn } from "../spark/request";
import { toParameters } from "./parameters";
import { choosePicture, hasPicture, type Picture, PICTURE_QUESTION } from "./pictures";
import { toConversation, toSparkTurns, toText, truncate } from "./turns";

/** One request, ready but for who asks; and what the caller is told was done to it. */
export type Plan = {
  parameters: SparkParameters;
  turns: readonly SparkTurn[];
  /** To be fetched and to stand before the turns. */
  picture: Picture | null;
  adjusted: readonly string[];
  ignored: readonly string[];
  /** Turns that `truncation: "auto"` left out. */
  truncated: number;
};

/**
 * @param visionIds the models to name to someone who shows a picture to one that is blind
 * @throws GatewayError `invalid-request` when Spark could not take the messages.
 */
export function toPlan(request: ChatRequest, model: Model, visionIds: readonly string[]): Plan {
  const { picture, older } = choosePicture(request, model, visionIds);
  const { parameters, adjusted, ignored } = toParameters(request, model);
  const whole = toConversation(request.messages);
  const { conversation, dropped } =
    request.truncation === "auto"
      ? truncate(whole, model.contextTokens)
      : { conversation: whole, dropped: 0 };
  return {
    parameters,
    turns: toSparkTurns(conversation, model.system),
    picture,
    adjusted: [...adjusted, ...listQuestions(request)],
    ignored: [...ignored, ...older.map(({ param }) => param)],
    truncated: dropped,
  };
}

/** Pictures without a word, which got a question; escaped, since a header holds no Chinese. */
function listQuestions({ messages }: ChatRequest): string[] {
  return messages.flatMap((message, at) =>
    hasPicture(message) && toText(message) === PICTURE_QUESTION
      ? [`messages[${at}].content=${encodeURIComponent(PICTURE_QUESTION)}`]
      : [],
  );
}

/** Who asks Spark, and with which picture. */
export type Asker = {
  appId: string;
  /** At most 32 characters, and one connection at a time. */
  uid: string;
  /** JPEG or PNG within Spark's limits, in base64. */
  image: string | null;
};

/** The picture is a turn of its own and comes first (spark-protocol.md §3). */
export function toSparkRequest(plan: Plan, { appId, uid, image }: Asker): SparkRequest {
  const text =
    image === null
      ? plan.turns
      : [{ role: "user" as const, content: image, content_type: "image" as const }, ...plan.turns];
  return {
    header: { app_id: appId, uid },
    parameter: { chat: plan.parameters },
    payload: { message: { text } },
  };
}
