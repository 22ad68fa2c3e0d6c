import type { ApiRequest } from "../http/api-request";
import { answer, type Endpoint, type Handler } from "../http/endpoint";
import { chooseDialect } from "./dialects";
import type { Deps } from "./deps";
import type { Route } from "./routes";
import type { Answer } from "../http/answer";
import { isLost, showLostPage } from "../http/lost-page";

/** Answers a request at a route; undefined stands for a path that does not exist. */
export type Router = (request: ApiRequest, route: Route | undefined) => Promise<Answer>;

/** Creates the router. A handler is created at the first request to its route, and then kept. */
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
  // Concurrent first requests share one handler, so that they share its state.
  let loading: Promise<Handler> | undefined;
  return async (request, context) => {
    handler ??= await (loading ??= load());
    return handler(request, context);
  };
}
