import { GatewayError } from "../../core/errors";
import type { Generation, Message } from "../../core/generation";
import type { Catalogue } from "../catalogue";
import type { Model } from "../models";
import type { SparkSampling, SparkTurn } from "./request";
import type { Service } from "../../core/service";
import { estimateBeside } from "./prompt-tokens";
import { toFormat, type Format } from "./response-format";
import { toSampling } from "./sampling";
import { chooseImage, type ImageInput, IMAGE_QUESTION, noteUnseen } from "./image";
import { NO_SEARCH, type Search, toSearch } from "./web-search";
import { toCallOrder, type Tools, toTools } from "./tools";
import { toConversation, toSparkTurns, truncate } from "./turns";

/**
 * One request that needs only a credential to be sent, plus the changes to report to the caller.
 */
export type Plan = {
  sampling: SparkSampling;
  turns: readonly SparkTurn[];
  tools: Tools;
  search: Search;
  /** Null for plain text. */
  format: Format | null;
  /** The image to fetch and place before the turns. */
  image: ImageInput | null;
  adjusted: readonly string[];
  ignored: readonly string[];
  /** The number of turns that `truncation: "auto"` dropped. */
  truncated: number;
};

export type PlanOptions = {
  model: Model;
  service: Service;
  /** Names the models that support what this one does not. */
  catalogue: Pick<Catalogue, "listIds">;
};

/**
 * Plans a request.
 * @throws GatewayError `invalid-request` or `unsupported` if Spark cannot handle the request
 */
export function toPlan(asked: Generation, { model, service, catalogue }: PlanOptions): Plan {
  requireServed(model, service);
  const { image, older } = chooseImage(asked, model, catalogue);
  const generation = noteUnseen(asked, older, model);
  const tools = toTools(generation, model, catalogue);
  const wanted = toSearch(generation, model, catalogue);
  // Over HTTP, X1 either searches or calls functions in one request (X1http.html).
  const isEither = service === "http" && model.reasoning && tools.functions.length > 0;
  const search = isEither ? NO_SEARCH : wanted;
  const { format, unmet } = toFormat(generation, tools);
  const { sampling, adjusted, ignored } = toSampling(generation, model, service);

  const isNative = service === "http" && model.tools;
  const {
    system,
    turns,
    asked: questions,
    moved,
  } = toConversation(generation.messages, {
    isNative,
    names: tools.names,
  });
  const orders = [
    system,
    format?.instruction,
    isNative || !tools.isForced ? undefined : toCallOrder(tools),
  ];
  const whole = { system: orders.filter(Boolean).join("\n\n"), turns };
  const { conversation, dropped } =
    generation.truncation === "auto"
      ? truncate(whole, model.contextTokens - estimateBeside({ tools, image }))
      : { conversation: whole, dropped: 0 };

  return {
    sampling,
    turns: toSparkTurns(conversation, model.system),
    tools,
    search,
    format,
    image,
    adjusted: [
      ...(generation.adjusted ?? []),
      ...adjusted,
      ...questions.map(toQuestionNote),
      ...moved.map(toRoleNote),
    ],
    ignored: [
      ...ignored,
      ...(isEither && wanted.isAsked ? ["web_search"] : []),
      ...wanted.unmet,
      ...unmet,
      ...older.map(({ name }) => name),
    ],
    truncated: dropped,
  };
}

function requireServed(model: Model, service: Service): void {
  if (service === "socket" || model.httpPath !== null) return;
  throw new GatewayError({
    kind: "unsupported",
    message:
      `Only Spark's WebSocket serves the model \`${model.id}\`, and an APIPassword does not open ` +
      "it: send APP_ID:API_SECRET:API_KEY.",
    param: "model",
  });
}

/** Notes that instructions became the user turn. */
function toRoleNote({ name }: Message): string {
  return `${name.replace(/\.content$/, "")}.role=user`;
}

/**
 * Notes that an image without text got a question. The text is escaped, because a header cannot
 * carry Chinese.
 */
function toQuestionNote(name: string): string {
  return `${name}=${encodeURIComponent(IMAGE_QUESTION)}`;
}
