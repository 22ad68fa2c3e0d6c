import { GatewayError } from "../../core/errors";
import type { Generation, Message } from "../../core/generation";
import type { Catalogue } from "../catalogue";
import type { Model } from "../models";
import type { SparkSampling, SparkTurn } from "./request";
import type { Service } from "../../core/service";
import { toFormat, type Format } from "./response-format";
import { toSampling } from "./sampling";
import { chooseImage, type ImageInput, IMAGE_QUESTION, noteUnseen } from "./image";
import { NO_SEARCH, type Search, toSearch } from "./web-search";
import { toCallOrder, type Tools, toTools } from "./tools";
import { type Conversation, toConversation, toSparkTurns, truncate } from "./turns";

/** One request, ready but for who asks; and what the caller is told was done to it. */
export type Plan = {
  sampling: SparkSampling;
  turns: readonly SparkTurn[];
  tools: Tools;
  search: Search;
  /** Null: any text. */
  format: Format | null;
  /** To be fetched and to stand before the turns. */
  image: ImageInput | null;
  adjusted: readonly string[];
  ignored: readonly string[];
  /** Turns that `truncation: "auto"` left out. */
  truncated: number;
};

export type PlanOptions = {
  model: Model;
  service: Service;
  /** Names the models that can do what this one cannot. */
  catalogue: Pick<Catalogue, "listIds">;
};

/** @throws GatewayError `invalid-request` or `unsupported` when Spark could not take the request. */
export function toPlan(asked: Generation, { model, service, catalogue }: PlanOptions): Plan {
  requireServed(model, service);
  const { image, older } = chooseImage(asked, model, catalogue);
  const generation = noteUnseen(asked, older, model);
  const tools = toTools(generation, model, catalogue);
  const wanted = toSearch(generation, model, catalogue);
  // Over HTTP, X1 searches or calls, not both in one request (X1http.html).
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
  const { conversation, dropped } = fitContext(whole, generation, model);

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

function fitContext(whole: Conversation, { truncation }: Generation, { contextTokens }: Model) {
  if (truncation === "auto") return truncate(whole, contextTokens);
  return { conversation: whole, dropped: 0 };
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

/** Instructions that became the user turn. */
function toRoleNote({ name }: Message): string {
  return `${name.replace(/\.content$/, "")}.role=user`;
}

/** An image without a word got a question; escaped, since a header holds no Chinese. */
function toQuestionNote(name: string): string {
  return `${name}=${encodeURIComponent(IMAGE_QUESTION)}`;
}
