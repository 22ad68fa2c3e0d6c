import type { IncomingMessage } from "node:http";
import type { SparkApp } from "./apps";
import type { Ledger } from "./connection";
import type { Endpoint } from "./endpoints";
import { sameText } from "./handshake";
import { countPrompt, type Heard } from "./heard";
import { findModel, type HttpEndpoint } from "./http-endpoints";
import { toHttpHeard } from "./http-heard";
import type { HttpRequest } from "./http-request";
import { toHttpRule } from "./http-rules";
import { findRightsFault } from "./rights";
import { findViolations, isRecord } from "./schema";
import type { SparkError } from "./spark-request";
import { findDisorder } from "./turn-order";
import type { World } from "./world";

export type HttpVerdict =
  | { readonly error: SparkError; readonly release?: () => void }
  | { readonly body: HttpRequest; readonly heard: Heard; readonly release: () => void };

/**
 * Finds the app for `Bearer {APIPassword}` or `Bearer {APIKey}:{APISecret}`. A known key with a
 * wrong secret is an invalid user; anything else is rejected by the front gate. (Choice: Spark's
 * page shows both answers, but not when each applies.)
 */
export function findBearer(
  { headers }: IncomingMessage,
  apps: readonly SparkApp[],
): SparkApp | "invalid user" | "unverified" {
  const [, token = ""] = /^Bearer (?<token>\S+)$/u.exec(headers.authorization ?? "") ?? [];
  const owner = apps.find(
    ({ apiKey, apiSecret, apiPassword }) =>
      sameText(token, `${apiKey}:${apiSecret}`) ||
      (apiPassword !== undefined && sameText(token, apiPassword)),
  );
  if (owner) return owner;
  return apps.some(({ apiKey }) => token.startsWith(`${apiKey}:`)) ? "invalid user" : "unverified";
}

type Court = {
  readonly app: SparkApp;
  readonly endpoint: HttpEndpoint;
  readonly ledger: Ledger;
  readonly world: World;
};

export function judgeHttpRequest(
  raw: string,
  { app, endpoint, ledger, world }: Court,
): HttpVerdict {
  const message = parseJson(raw);
  if (!isRecord(message)) return invalidData();
  ledger.hear(message);

  if (app.closed?.includes(endpoint.path))
    return { error: { code: 10404, detail: "no category route found" } };
  const model = findModel(endpoint, message["model"]);
  if (model === undefined) return invalidParam("model", message["model"] ?? "");
  const fault = findFault(message, model);
  if (fault) return fault;
  const body = message as HttpRequest;

  const rights = findRightsFault(app, model.product ?? body.model);
  if (rights) return { error: rights };
  // There is no uid here: 10006 is not among the codes of the HTTP service.
  const admission = world.quotas.admit(app, undefined);
  if ("error" in admission) return admission;

  const heard = toHttpHeard(body, endpoint.path, model);
  const { release } = admission;
  if (countPrompt(heard) <= model.contextTokens) return { body, heard, release };
  return { error: { code: 10907, detail: "token count exceeds the limit" }, release };
}

/**
 * Observed: `invalid data` and `invalid param model:X`; using the same format for the others is our
 * choice.
 */
function findFault(message: Record<string, unknown>, model: Endpoint): HttpVerdict | null {
  const [violation] = findViolations(message, toHttpRule(model));
  if (violation) {
    const [, name = ""] = /^\$\.(?<name>\w+)/u.exec(violation.path) ?? [];
    return name === "messages" ? invalidData() : invalidParam(name, message[name]);
  }
  const { messages, tools = [] } = message as HttpRequest;
  const empty = messages.some(({ content, ...rest }) => content === "" && !("tool_calls" in rest));
  if (empty || findDisorder(messages) !== null) return invalidData();
  // X1 either searches or calls functions in one request.
  if (model.kind === "x1" && new Set(tools.map((tool) => tool.type)).size > 1)
    return invalidParam("tools", tools);
  return null;
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // The caller gets invalid data.
    return undefined;
  }
}

function invalidData(): HttpVerdict {
  return { error: { code: 10003, detail: "invalid data" } };
}

function invalidParam(name: string, value: unknown): HttpVerdict {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return { error: { code: 10005, detail: `invalid param ${name}:${shown}` } };
}
