import { GatewayError } from "../../core/errors";
import { readChatRequest } from "../../api/chat-completions/read-request";
import type { ChatRequest } from "../../api/chat-completions/request-schema";
import { VERSIONED_ID } from "../../spark/models";
import { capTokens } from "../../spark/chat/cap-tokens";
import { type Plan, type PlanOptions, toPlan } from "../../spark/chat/plan";
import type { UpstreamRequest } from "./upstream";
import { readJson } from "../http/body";
import type { Deps } from "../server/deps";
import { createJsonCheck, type FindProblem } from "./json-schema";
import { type Account, openAccount } from "../limits/account";
import { admit, admitChoices } from "../limits/admit";
import { requireGiven, requireModel, requireService } from "../routes/models";
import type { Settings } from "../config/settings";
import type { RequestContext } from "../http/request-context";

/** A request that was understood and may be carried out. */
export type PreparedChat = {
  asked: ChatRequest;
  question: UpstreamRequest;
  choiceCount: number;
  stops: readonly string[];
  /** Checks an answer that must be JSON; null: any text will do. */
  findProblem: FindProblem | null;
  /** Fields of the request that changed nothing, to be reported. */
  ignored: readonly string[];
  /** Whoever has the order settles it, whatever becomes of the answer. */
  account: Account;
};

/** What an order is read from, and until when. */
export type Incoming = { request: Request; signal: AbortSignal };

/**
 * Who asks, then what: without anything that looks like a credential a body is not even read, nor that
 * of someone who has asked too often. An invented Spark credential is found out by Spark alone, so
 * much is done for it before: `RATE_LIMIT` counts it by address. An image is fetched when everything
 * else is known to be right. @throws GatewayError
 */
export async function prepareChat(
  { request, signal }: Incoming,
  visit: RequestContext,
  deps: Deps,
): Promise<PreparedChat> {
  const { settings, apps, limits, loadImage } = deps;
  const { credential, caller } = await admit(request, visit, deps);
  const body = await readJson(request, settings.maxBodyBytes);
  const { request: asked, unknownFields } = readChatRequest(body);
  visit.record({ stream: asked.stream ?? false });
  const model = requireModel(asked, settings.catalogue);
  visit.record({ model: model.id });
  const choiceCount = requireChoiceCount(asked, settings.maxN);
  await admitChoices(caller, choiceCount, { visit, deps });
  const { visionIds } = settings.catalogue;
  const service =
    credential.owner === "caller" ? credential.service : requireService(model, settings, apps);
  const options = { model, service, visionIds };
  const plan =
    credential.owner === "server" ? toGivenPlan(asked, options, settings) : toPlan(asked, options);
  const findProblem = plan.format ? await createJsonCheck(plan.format.schema) : null;
  const account = await openAccount({ caller, credential, plan, model, choiceCount }, limits);
  const image = plan.image ? await settledOnFailure(loadImage(plan.image, signal), account) : null;
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
    account,
  };
}

/** No more than the host gives away: of his models, and of each answer's length. */
function toGivenPlan(asked: ChatRequest, options: PlanOptions, settings: Settings): Plan {
  const { model } = options;
  requireGiven(model, asked.model, settings.serverModels);
  const plan = toPlan(asked, options);
  const cap = settings.serverMaxTokens;
  return cap === null ? plan : capTokens(plan, Math.min(cap, model.maxTokens), asked);
}

async function settledOnFailure<T>(work: Promise<T>, account: Account): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await account.settle();
    throw error;
  }
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
