import { GatewayError } from "../errors";
import { readChatRequest } from "../openai/read-request";
import type { ChatRequest } from "../openai/schema";
import { VERSIONED_ID } from "../spark/models";
import { toPlan } from "../translate/plan";
import type { Question } from "./ask-spark";
import { readJson } from "./body";
import { readCredential } from "./credential";
import { requireModel, requireService } from "./models";
import type { Deps } from "./deps";
import { createJsonCheck, type FindProblem } from "./json-schema";
import type { Settings } from "./settings";
import type { Visit } from "./visit";

/** A request that was understood and may be carried out. */
export type Order = {
  asked: ChatRequest;
  question: Question;
  choiceCount: number;
  stops: readonly string[];
  /** Checks an answer that must be JSON; null: any text will do. */
  findProblem: FindProblem | null;
  /** Fields of the request that changed nothing, to be reported. */
  ignored: readonly string[];
};

/** What an order is read from, and until when. */
export type Incoming = { request: Request; signal: AbortSignal };

/**
 * Who asks, then what: a stranger's body is not even read. A picture is fetched when everything else
 * is known to be right. @throws GatewayError
 */
export async function readOrder(
  { request, signal }: Incoming,
  visit: Visit,
  { settings, apps, loadImage }: Deps,
): Promise<Order> {
  const credential = readCredential(request.headers, settings);
  visit.owner = credential.owner;
  const body = await readJson(request, settings.maxBodyBytes);
  const { request: asked, unknownFields } = readChatRequest(body);
  visit.note({ stream: asked.stream ?? false });
  const model = requireModel(asked, settings.catalogue);
  visit.note({ model: model.id });
  const choiceCount = requireChoiceCount(asked, settings.maxN);
  const { visionIds } = settings.catalogue;
  const service =
    credential.owner === "caller" ? credential.service : requireService(model, settings, apps);
  const plan = toPlan(asked, { model, service, visionIds });
  const findProblem = plan.format ? await createJsonCheck(plan.format.schema) : null;
  const image = plan.picture ? await loadImage(plan.picture, signal) : null;
  return {
    asked,
    question: {
      plan,
      model,
      credential,
      service,
      image,
      user: asked.safety_identifier ?? asked.user,
    },
    choiceCount,
    findProblem,
    stops: typeof asked.stop === "string" ? [asked.stop] : (asked.stop ?? []),
    ignored: [...findIdle(asked, settings), ...unknownFields],
  };
}

function requireChoiceCount({ n = 1 }: ChatRequest, maxN: number): number {
  if (n <= maxN) return n;
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`n\` may be ${maxN} at most on this gateway.`,
    param: "n",
  });
}

/** Fields that mean something elsewhere, but nothing in this request. */
function findIdle(asked: ChatRequest, { catalogue }: Settings): string[] {
  const idle: string[] = [];
  if (asked.stream_options && !asked.stream) idle.push("stream_options");
  if (asked.version !== undefined && catalogue.findId(asked.model) !== VERSIONED_ID) {
    idle.push("version");
  }
  return idle;
}
