import { findFailure, GatewayError } from "../../core/errors";
import type { ErrorDialect } from "../../core/wire-failure";
import type { Settings } from "../config/settings";
import { type Answer, toJsonAnswer } from "./answer";
import type { ApiRequest } from "./api-request";
import { toCorsHeaders, toPreflight } from "./cors";
import { requireListedOrigin } from "./origin";
import {
  type ContextDependencies,
  createRequestContext,
  type RequestContext,
} from "./request-context";

export type Method = "GET" | "POST" | "DELETE";

/** Answers the requests of a route. */
export type Handler = (request: ApiRequest, context: RequestContext) => Answer | Promise<Answer>;

export type Endpoint = {
  /** The label of the route in the log and in telemetry. */
  route: string;
  /** The name of the operation in telemetry, if the route runs a model. */
  operation?: string | undefined;
  handlers: Readonly<Partial<Record<Method, Handler>>>;
  /** True to log failures only. */
  isQuiet?: boolean | undefined;
  /** Returns the API dialect of a request. */
  dialect: (request: ApiRequest) => Dialect;
};

/** What all answers of one API have in common. */
export type Dialect = {
  /** The wording of its errors. */
  errors: ErrorDialect;
  /** An additional header in which its clients look for the request id. */
  idHeader?: string;
};

export type EndpointDependencies = ContextDependencies & {
  settings: Pick<Settings, "corsOrigins" | "isCorsChosen" | "trustedProxies">;
  randomId: () => string;
  isShuttingDown: () => boolean;
};

/**
 * Answers a request at an endpoint, and does what every answer needs: the request id, CORS, the
 * dialect's error body, 405 for other methods, preflights before any authentication, and a line in
 * the log.
 */
export async function answer(
  request: ApiRequest,
  endpoint: Endpoint,
  dependencies: EndpointDependencies,
): Promise<Answer> {
  const { route, operation, handlers } = endpoint;
  const { errors, idHeader } = endpoint.dialect(request);
  const cors = toCorsHeaders(request, dependencies.settings.corsOrigins);
  const id = toRequestId(request, dependencies.randomId);
  if (request.method === "OPTIONS") {
    const ids = { "x-request-id": id, ...(idHeader && { [idHeader]: id }) };
    return toPreflight(request, Object.keys(handlers), { ...cors, ...ids });
  }
  const context = createRequestContext(
    { id, route, operation, caller: request.signal },
    dependencies,
  );
  let answered: Answer;
  try {
    if (dependencies.isShuttingDown()) throw new GatewayError({ kind: "shutting-down" });
    requireListedOrigin(request, dependencies.settings);
    answered = await requireHandler(request, handlers)(request, context);
  } catch (error) {
    context.fail(error);
    const { status, headers, body, code } = errors(findFailure(error), id);
    context.record({ code });
    answered = toJsonAnswer(body, { status, headers });
  }
  if (endpoint.isQuiet && answered.status === 200) context.detach();
  else if (!context.isStreaming()) context.finish({ status: answered.status });
  const ids = { "x-request-id": id, ...(idHeader && { [idHeader]: id }) };
  return { ...answered, headers: { ...answered.headers, ...cors, ...context.headers(), ...ids } };
}

/**
 * Returns the handler for the method of a request.
 * @throws GatewayError `method-not-allowed`, or `path-not-found` if there is no handler at all
 */
function requireHandler({ method, url }: ApiRequest, handlers: Endpoint["handlers"]): Handler {
  const name = method === "HEAD" ? "GET" : method;
  const handler = isMethod(name) ? handlers[name] : undefined;
  if (handler) return handler;
  const allowed = Object.keys(handlers);
  if (allowed.length > 0) throw new GatewayError({ kind: "method-not-allowed", allowed });
  throw new GatewayError({ kind: "path-not-found", path: new URL(url).pathname });
}

const isMethod = (name: string): name is Method =>
  name === "GET" || name === "POST" || name === "DELETE";

/** Returns the caller's own id if it is valid as a header and in the log, otherwise a new one. */
function toRequestId(request: ApiRequest, randomId: () => string): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{1,128}$/.test(given) ? given : `req_${randomId()}`;
}
