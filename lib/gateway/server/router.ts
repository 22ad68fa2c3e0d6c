import type { ApiRequest } from "../http/api-request";
import { answer, type Endpoint, type Handler } from "../http/endpoint";
import { chooseDialect } from "./dialects";
import type { Deps } from "./deps";
import type { Route } from "./routes";
import type { Answer } from "../http/answer";
import { isLost, showLostPage } from "../http/lost-page";

/** Answers a request at a route; undefined stands for a path where nothing is. */
export type Router = (request: ApiRequest, route: Route | undefined) => Promise<Answer>;

/** The routes with what they depend on. Handlers are made at their first request, and kept. */
export function createRouter(deps: Deps): Router {
  const endpoints = new Map<Route, Endpoint>();
  return async (request, route) => {
    const endpoint = (route && endpoints.get(route)) ?? toEndpoint(route, deps);
    if (route) endpoints.set(route, endpoint);
    const answered = await answer(request, endpoint, deps);
    const isMissing = !route && answered.status === 404;
    return isMissing && isLost(request) ? showLostPage(request, answered) : answered;
  };
}

function toEndpoint(route: Route | undefined, deps: Deps): Endpoint {
  if (!route) return { route: "other", handlers: {}, dialect: chooseDialect };
  const { path, operation, errors, dialect = () => ({ errors }), methods, isQuiet } = route;
  const { GET, POST, DELETE } = methods;
  const handlers = {
    ...(GET && { GET: loadOnce(() => GET(deps)) }),
    ...(POST && { POST: loadOnce(() => POST(deps)) }),
    ...(DELETE && { DELETE: loadOnce(() => DELETE(deps)) }),
  };
  return { route: path, operation, dialect, handlers, isQuiet };
}

function loadOnce(load: () => Promise<Handler>): Handler {
  let handler: Handler | undefined;
  // Shared by requests that come together: what a handler holds, it holds for all of them.
  let loading: Promise<Handler> | undefined;
  return async (request, context) => {
    handler ??= await (loading ??= load());
    return handler(request, context);
  };
}
