import { findFailure, GatewayError } from "../../core/errors";
import type { ErrorDialect } from "../../core/wire-failure";
import type { Settings } from "../config/settings";
import { toCorsHeaders, toPreflight } from "./cors";
import {
  type ContextDependencies,
  createRequestContext,
  type RequestContext,
} from "./request-context";

export type Method = "GET" | "POST" | "DELETE";

/** What a route does with a request. */
export type Handler = (request: Request, context: RequestContext) => Response | Promise<Response>;

export type Endpoint = {
  /** The label of its requests in the log and in telemetry. */
  route: string;
  /** What telemetry calls what it does, where that is asking a model. */
  operation?: string | undefined;
  handlers: Readonly<Partial<Record<Method, Handler>>>;
  /** Which API a request speaks here. */
  dialect: (request: Request) => Dialect;
};

/** What all answers of one API have in common. */
export type Dialect = {
  /** How its errors are worded. */
  errors: ErrorDialect;
  /** Another header in which its clients look for the request's id. */
  idHeader?: string;
};

export type EndpointDependencies = ContextDependencies & {
  settings: Pick<Settings, "corsOrigins">;
  randomId: () => string;
  isShuttingDown: () => boolean;
};

/**
 * Answers a request at an endpoint, and does what every answer needs: the request id, CORS, the
 * dialect's error body, 405 for other methods, preflights before any authentication, a line in the log.
 */
export async function answer(
  request: Request,
  endpoint: Endpoint,
  dependencies: EndpointDependencies,
): Promise<Response> {
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
  let response: Response;
  try {
    if (dependencies.isShuttingDown()) throw new GatewayError({ kind: "shutting-down" });
    response = await requireHandler(request, handlers)(request, context);
  } catch (error) {
    context.fail(error);
    const { status, headers, body, code } = errors(findFailure(error), id);
    context.record({ code });
    response = Response.json(body, { status, headers });
  }
  for (const [name, value] of Object.entries({ ...cors, ...context.headers })) {
    response.headers.set(name, value);
  }
  response.headers.set("x-request-id", id);
  if (idHeader) response.headers.set(idHeader, id);
  if (!context.isStreaming) context.finish({ status: response.status });
  return response;
}

/** @throws GatewayError `method-not-allowed`, or `path-not-found` where there is no handler at all */
function requireHandler({ method, url }: Request, handlers: Endpoint["handlers"]): Handler {
  const name = method === "HEAD" ? "GET" : method;
  const handler = isMethod(name) ? handlers[name] : undefined;
  if (handler) return handler;
  const allowed = Object.keys(handlers);
  if (allowed.length > 0) throw new GatewayError({ kind: "method-not-allowed", allowed });
  throw new GatewayError({ kind: "path-not-found", path: new URL(url).pathname });
}

const isMethod = (name: string): name is Method =>
  name === "GET" || name === "POST" || name === "DELETE";

/** The caller's own id, when it is fit to be a header and a log entry; else a new one. */
function toRequestId(request: Request, randomId: () => string): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{1,128}$/.test(given) ? given : `req_${randomId()}`;
}
