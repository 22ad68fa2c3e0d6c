import { answerHeard } from "../answer";
import type { SparkApp } from "../apps";
import { CODES } from "../codes";
import type { Exchange } from "../exchange";
import { findFault } from "../faults";
import { countPrompt, type Heard } from "../heard";
import type { HttpRequest } from "../http-request";
import type { Plan } from "../plan";
import { findRightsFault } from "../rights";
import { findViolations, isRecord } from "../schema";
import { toHttpHeard } from "../http-heard";
import { CHAT_MODELS, type MaasModel, toChatRule } from "./chat-rules";
import { type MaasError, refuse, refuseInHeader } from "./errors";
import { performMaas } from "./perform";

/** Judges a request in OpenAI's dialect and answers it in that dialect. */
export async function serveMaasChat(raw: string, app: SparkApp, exchange: Exchange): Promise<void> {
  const { response, ledger, world } = exchange;
  const message = parse(raw);
  if (!isRecord(message)) return refuse(response, { code: 10003, message: "invalid data" });
  ledger.hear(message);
  const model = CHAT_MODELS.find(({ id }) => id === message["model"]);
  if (!model) return refuse(response, { code: 10005, message: "invalid param model" });
  const fault = findFieldFault(message) ?? findRefusal(app, model, exchange);
  if (fault) return refuse(response, fault);
  const heard = toMaasHeard(message as HttpRequest, model, ledger.connection.path);
  if (countPrompt(heard) > model.contextTokens)
    return refuse(response, { code: 10910, message: "input tokens exceed the limit" });
  ledger.accept();
  if (world.httpScripts.length > 0)
    throw new Error("MaaS plays no scripts: ask for /simulate CODE or /simulate header CODE.");
  const told = HEADER_CODE.exec(heard.question)?.[1];
  if (told !== undefined) return refuseInHeader(response, toError(Number(told)));
  const plan = choosePlan(heard);
  if (plan.error && plan.texts.length === 0) return refuse(response, toError(plan.error.code));
  await performMaas(plan, { heard, model, exchange, isStream: message["stream"] === true });
}

/** Finds the app's missing permission or exceeded limit. */
function findRefusal(app: SparkApp, { id }: MaasModel, { ledger, world }: Exchange) {
  const rights = findRightsFault(app, id);
  if (rights) return { code: rights.code, message: rights.name ?? "" };
  const admission = world.quotas.admit(app, undefined);
  if ("error" in admission)
    return { code: admission.error.code, message: admission.error.name ?? "" };
  ledger.onceGone(admission.release);
  return null;
}

const HEADER_CODE = /\/simulate header (\d{5})\s*$/u;

function choosePlan(heard: Heard): Plan {
  const fault = findFault(heard.question);
  return fault?.kind === "plan" ? fault.plan(heard) : answerHeard(heard);
}

function toError(code: number): MaasError {
  const known = CODES.find((one) => one.code === code);
  return { code, message: known ? `${known.name ?? "Error"}:${known.detail}` : "simulated" };
}

/**
 * `invalid parameter model_id; use model` was captured; other unknown fields are rejected the same
 * way.
 */
function findFieldFault(message: Record<string, unknown>): MaasError | null {
  if ("max_tokens" in message)
    return { code: 10005, message: "invalid parameter max_tokens; use max_completion_tokens" };
  const [violation] = findViolations(message, toChatRule());
  return violation
    ? { code: 10004, message: `SchemaCheckError: '${violation.path}' ${violation.problem}; ` }
    : null;
}

function toMaasHeard(body: HttpRequest, model: MaasModel, path: string): Heard {
  const heard = toHttpHeard(body, path, { search: false, kind: model.thinks ? "x1" : "chat" });
  const limit = "max_completion_tokens" in body ? Number(body.max_completion_tokens) : null;
  return { ...heard, maxTokens: limit };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // The client gets 10003.
    return undefined;
  }
}
