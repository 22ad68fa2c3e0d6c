import { findFailure, GatewayError } from "../../core/errors";
import { INTERNAL_ERROR, toWireFailure } from "../../api/openai/errors/error";
import { toCorsHeaders, toPreflight } from "./cors";
import { type Deps, productionDeps } from "../server/deps";
import { toRouteLabel } from "../telemetry/route-label";
import { createRequestContext, type RequestContext } from "./request-context";

type Handler = (
  request: Request,
  visit: RequestContext,
  deps: Deps,
) => Response | Promise<Response>;
type Method = "GET" | "POST";
/** What Next calls; its second argument holds the path's parameters, which handlers do not need. */
type Route = (request: Request) => Promise<Response>;

/**
 * A `/v1` route from its handlers. What every answer needs is done here: the request id, CORS, the
 * error envelope, 405 for other methods, preflights before any authentication, a line in the log.
 */
export function endpoint(handlers: Partial<Record<Method, Handler>>) {
  const route: Route = (request) => answer(request, handlers, productionDeps());
  return {
    GET: route,
    HEAD: route,
    POST: route,
    PUT: route,
    PATCH: route,
    DELETE: route,
    OPTIONS: route,
  };
}

/** {@link endpoint} without Next around it. */
export async function answer(
  request: Request,
  handlers: Partial<Record<Method, Handler>>,
  deps: Deps,
): Promise<Response> {
  const allowed = Object.keys(handlers);
  const cors = toCorsHeaders(request, deps.settings.corsOrigins);
  const id = toRequestId(request, deps);
  if (request.method === "OPTIONS") {
    return toPreflight(request, allowed, { ...cors, "x-request-id": id });
  }
  const visit = createRequestContext(id, toRouteLabel(new URL(request.url).pathname), deps);
  const response = await handle(request, visit, { handlers, deps });
  const told = { ...cors, ...visit.headers };
  for (const [name, value] of Object.entries(told)) response.headers.set(name, value);
  response.headers.set("x-request-id", visit.id);
  if (!visit.isStreaming) visit.finish({ status: response.status });
  return response;
}

async function handle(
  request: Request,
  visit: RequestContext,
  { handlers, deps }: { handlers: Partial<Record<Method, Handler>>; deps: Deps },
): Promise<Response> {
  try {
    if (deps.isShuttingDown()) throw new GatewayError({ kind: "shutting-down" });
    const handler = findHandler(request.method, handlers);
    if (handler) return await handler(request, visit, deps);
    const allowed = Object.keys(handlers);
    if (allowed.length > 0) {
      throw new GatewayError({ kind: "method-not-allowed", allowed });
    }
    throw new GatewayError({ kind: "path-not-found", path: new URL(request.url).pathname });
  } catch (error) {
    visit.fail(error);
    return toErrorResponse(error, visit);
  }
}

function findHandler(
  method: string,
  handlers: Partial<Record<Method, Handler>>,
): Handler | undefined {
  if (method === "GET" || method === "HEAD") return handlers.GET;
  return method === "POST" ? handlers.POST : undefined;
}

function toErrorResponse(error: unknown, visit: RequestContext): Response {
  const failure = findFailure(error);
  const {
    status,
    error: body,
    headers,
  } = failure ? toWireFailure(failure, visit.owner) : INTERNAL_ERROR;
  visit.record({ code: body.code });
  return Response.json({ error: body }, { status, headers });
}

/** The caller's own id, when it is fit to be a header and a log entry; else a new one. */
function toRequestId(request: Request, { randomId }: Deps): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{1,128}$/.test(given) ? given : `req_${randomId()}`;
}
