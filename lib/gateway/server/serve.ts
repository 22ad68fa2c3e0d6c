import { productionDeps } from "./deps";
import { createRouter, type Router } from "./router";
import { ROUTES } from "./routes";
import { toResponse } from "../http/answer";

/** What Next calls. Its second argument holds the path's parameters, which handlers do not need. */
type NextRoute = (request: Request) => Promise<Response>;

let router: Router | undefined;

/**
 * Returns the methods for one of Next's route files.
 * @param path a path of the table; null if nothing is served there
 */
export function serve(path: string | null) {
  const row = ROUTES.find((route) => route.path === path);
  if (path !== null && !row) throw new Error(`There is no route ${path}.`);
  const route: NextRoute = async (request) => {
    router ??= createRouter(productionDeps());
    return toResponse(await router(request, row));
  };
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
